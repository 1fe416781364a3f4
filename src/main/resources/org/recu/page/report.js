"use strict";

// Draws the charts of the page from the JSON in #data. Colours come from the style sheet, so that
// dark mode and print need nothing here.

const runs = JSON.parse(document.getElementById("data").textContent);
const WIDTH = 520;

function styled(selection, run) {
  return selection.style("--run", `var(--s${run.colour})`).style("--dash", run.dash);
}

function number(value) {
  const size = Math.abs(value);
  if (value === 0) return "0";
  if (size < 0.001) return d3.format(".2e")(value);
  if (size < 1) return d3.format(".4~f")(value);
  return size < 1000 ? d3.format(".2~f")(value) : d3.format(",.0f")(value);
}

/** Whole numbers only: there is no epoch one and a half. */
function epochTicks(scale, count) {
  return scale.ticks(count).filter(Number.isInteger);
}

function canvas(figure, height, description) {
  return d3.select(figure).append("svg")
    .attr("viewBox", `0 0 ${WIDTH} ${height}`)
    .attr("role", "img")
    .attr("aria-label", description);
}

function tip(figure) {
  const box = d3.select(figure).append("div").attr("class", "tip hidden");
  return {
    hide: () => box.classed("hidden", true),
    /** Shows lines of text beside a point of the chart, on the side with more room. */
    show: (event, lines) => {
      box.classed("hidden", false).selectAll("div").data(lines).join("div").each(function (line) {
        const row = d3.select(this);
        row.selectAll("*").remove();
        if (line.run) {
          styled(row.append("svg").attr("class", "swatch").attr("viewBox", "0 0 34 10"), line.run)
            .append("line").attr("x1", 1).attr("y1", 5).attr("x2", 33).attr("y2", 5);
        }
        row.append("span").text(line.text);
      });
      const [x, y] = d3.pointer(event, figure);
      const width = box.node().offsetWidth;
      const right = x + 16 + width < figure.clientWidth;
      box.style("left", `${right ? x + 16 : Math.max(0, x - 16 - width)}px`).style("top", `${y + 12}px`);
    },
  };
}

function lineChart(figure) {
  const curve = figure.dataset.curve;
  const unit = figure.dataset.unit;
  const name = figure.querySelector("figcaption").textContent;
  const height = 270;
  const lines = runs.map((run, index) => ({
    run, index, points: run.epochs.map((epoch, i) => ({epoch, value: run.curves[curve][i]})),
  }));
  const points = lines.flatMap((line) => line.points);
  if (points.length === 0) {
    d3.select(figure).append("p").attr("class", "note").text("No epoch is done yet.");
    return;
  }
  const padded = ([low, high]) => {
    const more = low === high ? Math.abs(low) * 0.1 || 0.5 : 0;
    return [low - more, high + more];
  };
  const epochs = d3.extent(points, (p) => p.epoch);
  const values = padded(d3.extent(points, (p) => p.value));
  if (figure.dataset.zero) values[0] = 0;
  const [top, bottom] = [14, height - 42];
  const y = d3.scaleLinear(values, [bottom, top]).nice(5);
  // Numbers of five digits would reach the unit beside them; with room for the larger letters of a print.
  const digits = d3.max(y.ticks(5), (value) => number(value).length);
  const box = {left: Math.max(62, 32 + 7.8 * digits), right: WIDTH - 14, top, bottom};
  const x = d3.scaleLinear(epochs[0] === epochs[1] ? [epochs[0] - 0.5, epochs[1] + 0.5] : epochs, [box.left + 6, box.right - 6]);

  const svg = canvas(figure, height, `${name} of each epoch`);
  svg.append("g").attr("class", "axis").attr("transform", `translate(${box.left},0)`)
    .call(d3.axisLeft(y).ticks(5).tickSize(box.left - box.right).tickPadding(8).tickFormat(number));
  svg.append("g").attr("class", "axis").attr("transform", `translate(0,${box.bottom})`)
    .call(d3.axisBottom(x).tickValues(epochTicks(x, 8)).tickSize(5).tickFormat(d3.format("d")));
  svg.append("line").attr("class", "base").attr("x1", box.left).attr("x2", box.right).attr("y1", box.bottom).attr("y2", box.bottom);
  svg.append("text").attr("class", "label").attr("x", (box.left + box.right) / 2).attr("y", height - 6).attr("text-anchor", "middle").text("epoch");
  svg.append("text").attr("class", "label").attr("transform", `translate(13,${(box.top + box.bottom) / 2}) rotate(-90)`).attr("text-anchor", "middle").text(unit);

  const path = d3.line((p) => x(p.epoch), (p) => y(p.value));
  for (const line of lines) {
    const group = styled(svg.append("g").attr("data-run", line.index), line.run);
    group.append("path").attr("class", "line").attr("d", path(line.points));
    if (line.points.length <= 40) {
      group.selectAll("circle").data(line.points).join("circle").attr("class", "dot")
        .attr("cx", (p) => x(p.epoch)).attr("cy", (p) => y(p.value)).attr("r", 3);
    }
  }

  const cursor = svg.append("line").attr("class", "cursor hidden").attr("y1", box.top).attr("y2", box.bottom);
  const tooltip = tip(figure);
  svg.on("pointermove", (event) => {
    const epoch = Math.round(x.invert(d3.pointer(event, svg.node())[0]));
    const there = lines.filter((line) => !hiddenRuns.has(line.index))
      .map((line) => ({run: line.run, point: line.points.find((p) => p.epoch === epoch)}))
      .filter((entry) => entry.point)
      .sort((a, b) => b.point.value - a.point.value);
    cursor.classed("hidden", there.length === 0).attr("x1", x(epoch)).attr("x2", x(epoch));
    if (there.length === 0) {
      tooltip.hide();
    } else {
      const text = (entry) => runs.length > 1 ? `${number(entry.point.value)}  ${entry.run.name}` : number(entry.point.value);
      tooltip.show(event, [{text: `epoch ${epoch}`}, ...there.map((entry) => ({run: entry.run, text: text(entry)}))]);
    }
  });
  svg.on("pointerleave", () => {
    cursor.classed("hidden", true);
    tooltip.hide();
  });
}

function heatMap(figure) {
  const run = runs[figure.dataset.run];
  const measure = figure.dataset.measure;
  const gauges = run.gauges;
  const rows = gauges.measures[measure];
  const known = runs.filter((r) => r.gauges).flatMap((r) => r.gauges.measures[measure].flat()).filter((v) => v !== null);
  const name = figure.querySelector("figcaption").textContent;
  const word = figure.dataset.percent ? d3.format(".2~%") : d3.format(".4~r");
  const rowHeight = Math.max(12, Math.min(18, 300 / gauges.layers.length));
  // Room for the larger letters of a print, too.
  const labelWidth = 10 + 7.8 * d3.max(gauges.layers, (layer) => Math.min(layer.length, 22));
  const box = {left: labelWidth, right: WIDTH - 10, top: 34, bottom: 34 + rowHeight * gauges.layers.length};
  const height = box.bottom + 42;
  const svg = canvas(figure, height, `${name} of each layer and epoch`);
  if (known.length === 0) {
    svg.remove();
    d3.select(figure).append("p").attr("class", "note").text("Not known yet: it takes two epochs.");
    return;
  }
  const [low, high] = d3.extent(known);
  // Shares that are large in a run's first epoch and small ever after: the root shows both.
  const root = figure.dataset.percent ? 0.5 : 1;
  const colour = d3.scaleSequentialPow([low, high === low ? low + 1e-9 : high], d3.interpolateCividis).exponent(root);
  const valueAt = (share) => (low ** root + share * (high ** root - low ** root)) ** (1 / root);

  const key = {left: box.right - 190, width: 190, steps: 38};
  svg.append("g").selectAll("rect").data(d3.range(key.steps)).join("rect")
    .attr("x", (i) => key.left + (i * key.width) / key.steps).attr("y", 2).attr("width", key.width / key.steps + 0.5).attr("height", 9)
    .attr("fill", (i) => colour(valueAt(i / (key.steps - 1))));
  svg.append("g").selectAll("text").data([[0, "start"], [0.5, "middle"], [1, "end"]]).join("text").attr("class", "label")
    .attr("x", ([share]) => key.left + share * key.width).attr("y", 25).attr("text-anchor", ([, anchor]) => anchor)
    .text(([share]) => word(valueAt(share)));

  const x = d3.scaleBand(gauges.epochs, [box.left, box.right]);
  const y = d3.scaleBand(gauges.layers, [box.top, box.bottom]);
  const cells = rows.flatMap((row, layer) => row.map((value, i) => ({layer: gauges.layers[layer], epoch: gauges.epochs[i], value})));
  svg.append("g").selectAll("rect").data(cells).join("rect")
    .attr("x", (c) => x(c.epoch)).attr("y", (c) => y(c.layer))
    .attr("width", x.bandwidth() + 0.3).attr("height", y.bandwidth() + 0.3)
    .attr("class", (c) => (c.value === null ? "cell unknown" : "cell"))
    .attr("fill", (c) => (c.value === null ? null : colour(c.value)));

  svg.append("g").selectAll("text").data(gauges.layers).join("text").attr("class", "label")
    .attr("x", box.left - 6).attr("y", (l) => y(l) + y.bandwidth() / 2).attr("dy", "0.35em").attr("text-anchor", "end")
    .text((l) => (l.length > 22 ? `…${l.slice(-21)}` : l));
  const step = Math.ceil(gauges.epochs.length / 10);
  svg.append("g").attr("class", "axis").attr("transform", `translate(0,${box.bottom})`)
    .call(d3.axisBottom(x).tickValues(gauges.epochs.filter((e, i) => i % step === 0)).tickSize(4));
  svg.append("text").attr("class", "label").attr("x", (box.left + box.right) / 2).attr("y", height - 6).attr("text-anchor", "middle").text("epoch");

  const tooltip = tip(figure);
  svg.on("pointermove", (event) => {
    const cell = d3.select(event.target).datum();
    if (cell && cell.layer) {
      tooltip.show(event, [{text: `${cell.layer}, epoch ${cell.epoch}`}, {text: cell.value === null ? "not known" : word(cell.value)}]);
    } else {
      tooltip.hide();
    }
  });
  svg.on("pointerleave", tooltip.hide);
}

function matrix(figure) {
  const {classes, counts} = runs[figure.dataset.run].confusion;
  const left = 14;
  const side = WIDTH - left - 4;
  const size = side / classes.length;
  const svg = canvas(figure, side + left + 4, "confusion matrix: class by predicted class");
  const cells = counts.flatMap((row, label) => {
    const all = d3.sum(row);
    return row.map((count, predicted) => ({label, predicted, count, all})).filter((cell) => cell.count > 0);
  });
  svg.append("rect").attr("class", "unknown").attr("x", left).attr("y", left).attr("width", side).attr("height", side).attr("opacity", 0.35);
  svg.append("g").selectAll("rect").data(cells).join("rect").attr("class", "cell")
    .attr("x", (c) => left + c.predicted * size).attr("y", (c) => left + c.label * size).attr("width", size).attr("height", size)
    .style("fill", (c) => (c.label === c.predicted ? "rgb(var(--right))" : "rgb(var(--wrong))"))
    .attr("fill-opacity", (c) => 0.15 + 0.85 * Math.sqrt(c.count / c.all));
  svg.append("text").attr("class", "label").attr("x", left + side / 2).attr("y", 10).attr("text-anchor", "middle").text("predicted");
  svg.append("text").attr("class", "label").attr("transform", `translate(10,${left + side / 2}) rotate(-90)`).attr("text-anchor", "middle").text("class");
  const tooltip = tip(figure);
  svg.on("pointermove", (event) => {
    const cell = d3.select(event.target).datum();
    if (cell && cell.count) {
      tooltip.show(event, [{text: `${classes[cell.label]} classified as ${classes[cell.predicted]}`}, {text: `${cell.count} of ${cell.all}`}]);
    } else {
      tooltip.hide();
    }
  });
  svg.on("pointerleave", tooltip.hide);
}

/** Rows of a horizontal chart: a name on the left of each, an axis below. */
function layerRows(figure, layers, unit, rightRoom) {
  const rowHeight = Math.max(12, Math.min(18, 420 / layers.length));
  // Room for the larger letters of a print, too.
  const left = 10 + 7.8 * d3.max(layers, (layer) => Math.min(layer.name.length, 24));
  const box = {left, right: WIDTH - rightRoom, top: 26, bottom: 26 + rowHeight * layers.length};
  const svg = canvas(figure, box.bottom + 42, figure.querySelector("figcaption").textContent);
  const y = d3.scaleBand(d3.range(layers.length), [box.top, box.bottom]).padding(0.2);
  svg.append("g").selectAll("text").data(layers).join("text").attr("class", "label")
    .attr("x", left - 6).attr("y", (l, i) => y(i) + y.bandwidth() / 2).attr("dy", "0.35em").attr("text-anchor", "end")
    .text((l) => (l.name.length > 24 ? `…${l.name.slice(-23)}` : l.name));
  svg.append("text").attr("class", "label").attr("x", (box.left + box.right) / 2).attr("y", box.bottom + 36).attr("text-anchor", "middle").text(unit);
  return {svg, y, box};
}

function xAxis({svg, box}, x, format) {
  svg.append("g").attr("class", "axis").attr("transform", `translate(0,${box.bottom})`)
    .call(d3.axisBottom(x).ticks(5).tickSize(box.top - box.bottom).tickPadding(6).tickFormat(format));
}

function layerTips(figure, svg, text) {
  const tooltip = tip(figure);
  svg.on("pointermove", (event) => {
    const layer = d3.select(event.target).datum();
    if (layer && layer.name) {
      tooltip.show(event, [{text: layer.name}, ...text(layer).map((line) => ({text: line}))]);
    } else {
      tooltip.hide();
    }
  });
  svg.on("pointerleave", tooltip.hide);
}

function sizeChart(figure) {
  const layers = runs[figure.dataset.run].layers;
  const count = d3.format(",.0f");
  const chart = layerRows(figure, layers, "bytes", 66);
  const {svg, y, box} = chart;
  const x = d3.scaleLinear([0, d3.max(layers, (l) => l.bits + l.numbers)], [box.left, box.right]);
  xAxis(chart, x, d3.format("~s"));
  const bars = svg.append("g").selectAll("g").data(layers).join("g");
  bars.append("rect").attr("class", "bits").attr("x", box.left).attr("y", (l, i) => y(i))
    .attr("width", (l) => x(l.bits) - box.left).attr("height", y.bandwidth());
  bars.append("rect").attr("class", "numbers").attr("x", (l) => x(l.bits)).attr("y", (l, i) => y(i))
    .attr("width", (l) => x(l.numbers) - box.left).attr("height", y.bandwidth());
  bars.append("text").attr("class", "label").attr("x", (l) => x(l.bits + l.numbers) + 5)
    .attr("y", (l, i) => y(i) + y.bandwidth() / 2).attr("dy", "0.35em").text((l) => count(l.bits + l.numbers));
  const key = svg.append("g").selectAll("g").data([["bits", "1 bit each"], ["numbers", "32 bits each"]]).join("g")
    .attr("transform", (k, i) => `translate(${box.left + i * 110},2)`);
  key.append("rect").attr("class", ([name]) => name).attr("width", 12).attr("height", 12);
  key.append("text").attr("class", "label").attr("x", 17).attr("y", 10).text(([, words]) => words);
  layerTips(figure, svg, (l) => [`${count(l.bits)} bytes of signs`, `${count(l.numbers)} bytes of numbers`]);
}

function signChart(figure) {
  const run = runs[figure.dataset.run];
  const layers = run.layers.filter((layer) => layer.positive !== null);
  if (layers.length === 0) {
    d3.select(figure).append("p").attr("class", "note").text("No layer is binary.");
    return;
  }
  const chart = layerRows(figure, layers, "share of +1", 20);
  const {svg, y, box} = chart;
  // Symmetric, so that the middle of the chart is an equal share.
  const most = Math.max(0.01, d3.max(layers, (l) => Math.abs(l.positive - 0.5)));
  const x = d3.scaleLinear([0.5 - most, 0.5 + most], [box.left + 6, box.right - 6]).nice(5);
  xAxis(chart, x, d3.format(".3~%"));
  svg.append("line").attr("class", "base").attr("x1", x(0.5)).attr("x2", x(0.5)).attr("y1", box.top).attr("y2", box.bottom);
  const marks = styled(svg.append("g"), run).selectAll("g").data(layers).join("g");
  marks.append("line").attr("class", "stem").attr("x1", x(0.5)).attr("x2", (l) => x(l.positive))
    .attr("y1", (l, i) => y(i) + y.bandwidth() / 2).attr("y2", (l, i) => y(i) + y.bandwidth() / 2);
  marks.append("circle").attr("class", "dot").attr("cx", (l) => x(l.positive)).attr("cy", (l, i) => y(i) + y.bandwidth() / 2).attr("r", 4);
  layerTips(figure, svg, (l) => [`${d3.format(".2%")(l.positive)} are +1`]);
}

const hiddenRuns = new Set();

document.querySelectorAll("figure.chart").forEach(lineChart);
document.querySelectorAll("figure.heat").forEach(heatMap);
document.querySelectorAll("figure.matrix").forEach(matrix);
document.querySelectorAll("figure.sizes").forEach(sizeChart);
document.querySelectorAll("figure.signs").forEach(signChart);

document.querySelectorAll("#legend button").forEach((button) => {
  const index = Number(button.dataset.run);
  button.addEventListener("click", () => {
    const hide = !hiddenRuns.has(index);
    if (hide) hiddenRuns.add(index); else hiddenRuns.delete(index);
    button.setAttribute("aria-pressed", String(!hide));
    d3.selectAll(`figure.chart g[data-run="${index}"]`).classed("hidden", hide);
  });
});

// Paper has nothing to unfold.
let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  opened.forEach((details) => { details.open = true; });
});
window.addEventListener("afterprint", () => opened.forEach((details) => { details.open = false; }));

document.documentElement.dataset.drawn = "true";
