// Draws a chart from a table on the same page: the table is the truth, the chart is another look at it.
//
//   <figure class="chart" data-chart="line" data-chart-table="trend"><figcaption>…</figcaption></figure>
//   <table id="trend">  first column: categories (th scope="row"); each further column of class num: a series
//
// data-chart: line | bar | stack (bars on one another) | rank (lying bars, for long names). Rows of tfoot are left out.
// Nothing here writes markup: the tooltip is drawn on the canvas, because the CSP forbids inline styles.
"use strict";

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const textPx = () => parseFloat(getComputedStyle(document.body).fontSize) * 0.875;

function readNumber(cell) {
  const text = cell.textContent.replaceAll(",", "").replace("%", "").trim();
  return text === "" || Number.isNaN(Number(text)) ? null : Number(text);
}

function readTable(table) {
  const heads = [...table.tHead.rows[0].cells];
  const columns = heads.map((cell, index) => ({ cell, index })).filter(({ cell, index }) => index && cell.matches(".num"));
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
  return {
    names: rows.map((row) => row.cells[0].textContent.trim()),
    series: columns.map(({ cell, index }) => ({
      name: cell.textContent.trim(),
      values: rows.map((row) => readNumber(row.cells[index])),
    })),
  };
}

function optionsFor(kind, { names, series }) {
  const text = { color: token("ink"), fontSize: textPx(), fontFamily: token("font") };
  const category = { type: "category", data: names, axisLabel: { ...text, hideOverlap: true }, inverse: kind === "rank" };
  const value = { type: "value", axisLabel: text, splitLine: { lineStyle: { color: token("line") } }, minInterval: 1 };
  return {
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    aria: { enabled: true, decal: { show: series.length > 1 } }, // patterns: colour is never the only cue
    color: ["open", "late", "good", "bad", "none"].map(token),
    textStyle: text,
    legend: { show: series.length > 1, textStyle: text, top: 0 },
    tooltip: { trigger: "axis", renderMode: "richText", confine: true },
    grid: { left: 8, right: 16, bottom: 8, top: series.length > 1 ? 48 : 16, containLabel: true },
    xAxis: kind === "rank" ? value : category,
    yAxis: kind === "rank" ? category : value,
    series: series.map(({ name, values }) => ({
      name,
      type: kind === "line" ? "line" : "bar",
      stack: kind === "stack" ? "all" : undefined,
      data: values,
      symbolSize: 8,
      barMaxWidth: 32,
    })),
  };
}

function draw(figure) {
  const table = document.getElementById(figure.dataset.chartTable);
  if (!table || figure.querySelector(".plot")) return;
  const plot = document.createElement("div");
  plot.className = "plot";
  figure.append(plot);
  const data = readTable(table);
  if (figure.dataset.chart === "rank") plot.style.height = `${Math.max(8, data.names.length * 2.25 + 3)}rem`;
  const chart = window.echarts.init(plot);
  const paint = () => chart.setOption(optionsFor(figure.dataset.chart, data), true);
  paint();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  new ResizeObserver(() => chart.resize()).observe(plot);
}

const drawAll = () => document.querySelectorAll("[data-chart]").forEach(draw);
document.addEventListener("htmx:after:swap", drawAll);
drawAll();
