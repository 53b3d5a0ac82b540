// Made by scripts/translations.py from the catalogue.
export default {
  "官员": "Officials",
  "专题": "Topics",
  "部门": "Departments",
  "上一页": "Previous page",
  "下一页": "Next page",
  "{names}的图，单位{unit}；按左右键逐点查看，数据表在下面": "Chart of {names} in {unit}; the left and right arrow keys go from point to point, the table is below",
  "指向各点或按左右键，查看原文": "Point at the chart or use the arrow keys to read the source",
  "改为折线": "Show as line",
  "改为柱形": "Show as columns",
  "；拖选放大，双击还原": "; drag to zoom, double-click to reset",
  "第 {number} 页的图像": "Image of page {number}",
  "第 {number} 页，共 {count} 页": "Page {number} of {count}",
  "上一处检索词（p）": "Previous match (p)",
  "下一处检索词（n）": "Next match (n)",
  "提示": "Suggestions",
  "标题": "Heading"
};
