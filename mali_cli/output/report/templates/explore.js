"use strict";
(() => {
  const { types, rules, words, reports, not } = JSON.parse(document.getElementById("data").textContent);
  const [START, END, TYPE, LOW, BEST, HIGH, SIDE_A, SIDE_B, REGION] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const DAY = 86400000;
  const WIDE = 0.1; // beyond this part of the most, the least and the most stand for a figure

  // Days and years

  const yearOf = (day) => new Date(day * DAY).getUTCFullYear();
  const firstOf = (year) => Date.UTC(year, 0, 1) / DAY;
  const written = (day) => new Date(day * DAY).toISOString().slice(0, 10);

  const lengthOf = (spans) => {
    let years = 0;
    for (const [start, end] of spans) {
      for (let year = yearOf(start); year <= yearOf(end); year += 1) {
        const [first, next] = [firstOf(year), firstOf(year + 1)];
        years += (Math.min(end + 1, next) - Math.max(start, first)) / (next - first);
      }
    }
    return years;
  };

  const clipped = (spans, first, last) => spans
    .map(([start, end]) => [Math.max(start, first), Math.min(end, last)])
    .filter(([start, end]) => start <= end);

  // The rule for what crosses an edge

  const touches = (row, spans) => spans.some(([s, e]) => e >= row[START] && s <= row[END]);
  const inside = (row, spans) => spans.some(([s, e]) => s <= row[START] && e >= row[END]);
  const holds = (day, spans) => spans.some(([s, e]) => s <= day && day <= e);
  const COUNTS = {
    both: touches,
    split: touches,
    start: (row, spans) => holds(row[START], spans),
    end: (row, spans) => holds(row[END], spans),
    drop: inside,
  };
  const weight = (row, spans, rule) => {
    if (rule !== "split") return 1;
    const days = clipped(spans, row[START], row[END])
      .reduce((sum, [start, end]) => sum + end - start + 1, 0);
    return days / (row[END] - row[START] + 1);
  };

  const summed = (rows, column, part = () => 1) =>
    rows.reduce((sum, row) => sum + row[column] * part(row), 0);
  const part = (amount, whole) => (whole > 0 && amount !== null ? amount / whole : null);

  // How figures are shown

  const number = (value, digits = 0) => value.toLocaleString("en-US", {
    minimumFractionDigits: digits, maximumFractionDigits: digits,
  });
  const range = (ends, digits = 0, sign = "") => ends
    .map((end) => number(end, digits))
    .filter((end, place, all) => !place || end !== all[0]).join("–").replace(/^/, sign);
  const isWide = (least, most) => least !== null && most !== null && most - least > WIDE * most;
  const decimalsOf = (choice) => (choice.rule === "split" ? 1 : 0);

  const figure = (value, least, most, digits, sign = "") => {
    if (value === null) return null;
    if (isWide(least, most)) return range([least, most], digits, sign);
    return sign + number(value, digits);
  };
  const phaseCells = (row, digits) => {
    const wide = row.deaths !== null && isWide(row.at_least, row.at_most);
    const crossed = row.at_least !== row.at_most && !wide;
    const ratioOpen = row.ratio_at_least !== null && row.ratio_at_most === null;
    return [
      row.phase, row.start ?? "", row.end ?? "", number(row.years, Number.isInteger(row.years) ? 0 : 1),
      figure(row.deaths, row.at_least, row.at_most, wide ? 0 : digits) ?? words.blank,
      crossed ? range([row.at_least, row.at_most]) : "",
      row.low === null ? "" : wide ? range([row.low_at_least, row.high_at_most])
        : range([row.low, row.high], digits),
      figure(row.per_year, row.per_year_at_least, row.per_year_at_most, 1) ?? "",
      ratioOpen ? `≥×${number(row.ratio_at_least, 2)}`
        : figure(row.ratio_to_previous, row.ratio_at_least, row.ratio_at_most, 2, "×") ?? "",
    ];
  };

  const quoted = (word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\"'\"'")}'`);

  // The page: everything is made of elements and text, so that no name is markup

  const make = (tag, attributes = {}, ...children) => {
    const svg = ["svg", "g", "rect", "text", "title", "line"].includes(tag);
    const made = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag)
      : document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...children);
    return made;
  };

  const cellOf = (value) => {
    const text = String(value ?? "");
    return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  const download = (name, rows) => {
    const columns = Object.keys(rows[0] ?? {});
    const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
    const text = lines.map((cells) => `${cells.map(cellOf).join(",")}\n`).join("");
    const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    make("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  };

  // One report, with what is chosen and counted of it; `end` makes its ids its own

  const explored = (data, end) => {
    const of = data.of ? `${data.of}: ` : "";
    const isOf = (row, choice) => choice.type === "all" || types[row[TYPE]] === choice.type;
    const hasActor = (row, choice) => choice.actor === ""
      || [row[SIDE_A], row[SIDE_B]].includes(Number(choice.actor));
    const isIn = (row, choice) => choice.region === "" || row[REGION] === Number(choice.region);
    const chosenRows = (choice) => data.rows.filter((row) =>
      isOf(row, choice) && hasActor(row, choice) && isIn(row, choice));

    const countPhase = (rows, phase, spans, rule) => {
      const touching = rows.filter((row) => touches(row, spans));
      const counted = touching.filter((row) => COUNTS[rule](row, spans));
      const within = touching.filter((row) => inside(row, spans));
      const years = lengthOf(spans);
      const watched = data.sparse && years > 0;
      const share = (row) => weight(row, spans, rule);
      const round = (sum) => (rule === "split" ? Math.round(sum * 10) / 10 : sum);
      const of = (column) => (counted.length || watched ? round(summed(counted, column, share)) : null);
      const bound = (some, column) => (touching.length || watched ? summed(some, column) : null);
      const found = {
        phase: phase.name,
        start: spans.length ? written(spans[0][0]) : phase.ends[0],
        end: spans.length ? written(spans[spans.length - 1][1]) : phase.ends[1],
        years,
        deaths: of(BEST),
        at_least: bound(within, BEST),
        at_most: bound(touching, BEST),
        low: of(LOW),
        high: of(HIGH),
        low_at_least: bound(within, LOW),
        high_at_most: bound(touching, HIGH),
      };
      const exact = counted.length || watched ? summed(counted, BEST, share) : null;
      found.per_year = part(exact, years);
      found.per_year_at_least = part(found.at_least, years);
      found.per_year_at_most = part(found.at_most, years);
      return found;
    };

    // Whether a span lies in the years in part; the ends of all years are open
    const liesIn = ([start, end], choice) => {
      const first = choice.from === YEARS[0] ? -Infinity : firstOf(choice.from);
      const last = choice.to === YEARS[1] ? Infinity : firstOf(choice.to + 1) - 1;
      return end >= first && start <= last;
    };

    // Why there is nothing to count: the command refuses a name that no row has
    const whyNot = (choice) => {
      if (choice.from > choice.to) return words.backwards;
      const rows = data.rows.filter((row) => isOf(row, choice) && liesIn([row[START], row[END]], choice));
      if (choice.actor !== "" && !rows.some((row) => hasActor(row, choice))) return words.no_actor;
      if (choice.region !== "" && !rows.some((row) => isIn(row, choice))) return words.no_region;
      return "";
    };

    const countPhases = (choice) => {
      if (whyNot(choice)) return [];
      const rows = chosenRows(choice);
      const [first, last] = [firstOf(choice.from), firstOf(choice.to + 1) - 1];
      const found = data.phases
        .map((phase) => [phase, clipped(phase.spans, first, last)])
        .filter(([phase, spans]) => spans.length || (!phase.spans.length && liesIn(phase.asked, choice)))
        .map(([phase, spans]) => countPhase(rows, phase, spans, choice.rule));
      found.forEach((row, place) => {
        const before = place ? found[place - 1] : {};
        row.ratio_to_previous = part(row.per_year, before.per_year);
        row.ratio_at_least = part(row.per_year_at_least, before.per_year_at_most);
        row.ratio_at_most = part(row.per_year_at_most, before.per_year_at_least);
      });
      return found;
    };

    const countYears = (choice) => {
      if (whyNot(choice)) return [];
      const rows = chosenRows(choice);
      const found = [];
      for (let year = choice.from; year <= choice.to; year += 1) {
        const mine = rows.filter((row) => yearOf(row[START]) === year);
        found.push({
          year, deaths: summed(mine, BEST), low: summed(mine, LOW), high: summed(mine, HIGH),
        });
      }
      return found;
    };

    const commandOf = (choice) => {
      const said = [...data.command, "-t", choice.type];
      const from = choice.from === YEARS[0] ? data.days[0] : String(choice.from);
      const to = choice.to === YEARS[1] ? data.days[1] : String(choice.to);
      if (from !== null) said.push("--from", from);
      if (to !== null) said.push("--to", to);
      if (choice.actor !== "") said.push("--actor", choice.actor);
      if (choice.region !== "") said.push("--adm1", data.named_regions[Number(choice.region)]);
      return [...said, "--straddle", choice.rule].map(quoted).join(" ");
    };

    // What each row of a download says of what it counts, as the rows of the command do
    const saying = (rows, choice, rule) => rows.map((row) => ({
      ...row,
      ...(choice.actor === "" ? {} : { actor: choice.actor }),
      ...(choice.region === "" ? {} : { adm_1: data.named_regions[Number(choice.region)] }),
      type_of_violence: choice.type, ...data.source, straddle: rule,
    }));

    const choiceOf = (name, options, chosen) => {
      const select = make("select", { id: `choose-${name}${end}`, name });
      options.forEach(([value, text]) => select.append(make("option", { value }, text)));
      select.value = chosen;
      return make("p", {}, make("label", { for: select.id }, words[name]), select);
    };
    const button = (name, act) => {
      const made = make("button", { type: "button", id: `do-${name}${end}` }, words[name]);
      made.addEventListener("click", act);
      return made;
    };

    const ends = data.phases.flatMap((phase) => phase.spans.flat());
    const days = ends.length ? ends : data.rows.flatMap((row) => [row[START], row[END]]);
    const YEARS = [Math.min(...days), Math.max(...days)].map(yearOf);
    const years = Array.from({ length: YEARS[1] - YEARS[0] + 1 }, (_, place) => String(YEARS[0] + place))
      .map((year) => [year, year]);
    const any = ["", words.any];
    const controls = [
      choiceOf("type", [...types.map((type) => [type, type]), ["all", words.all]], data.type),
      choiceOf("rule", rules.map((rule) => [rule, rule]), data.rule),
      choiceOf("from", years, String(YEARS[0])),
      choiceOf("to", years, String(YEARS[1])),
    ];
    if (data.actors.length) {
      const actors = data.actors.map(([id, name]) => [String(id), name]);
      controls.push(choiceOf("actor", [any, ...actors], ""));
    }
    if (data.regions.length) {
      const regions = data.regions.map((name, place) => [String(place), name]);
      controls.push(choiceOf("region", [any, ...regions], ""));
    }
    const form = make("form", {}, make("fieldset", {}, make("legend", {}, of + words.choices), ...controls));
    const chosen = () => {
      const value = (name) => form.elements[name]?.value ?? "";
      return {
        type: value("type"), rule: value("rule"), from: Number(value("from")), to: Number(value("to")),
        actor: value("actor"), region: value("region"),
      };
    };

    const PHASES = ["phase", "start", "end", "length", "deaths", "bounds", "estimates", "rate", "ratio"];
    const YEARLY = ["year", "deaths", "low", "high"];
    const order = { column: 0, falling: false };
    const live = make("p", { role: "status", "aria-live": "polite", id: `said${end}` });
    const command = make("code", { id: `command${end}` });
    const tables = { phases: make("div"), years: make("div"), chart: make("div") };

    const tableOf = (caption, names, rows, sorted) => {
      const head = names.map((name, place) => {
        const cell = make("th", { scope: "col", role: "columnheader" });
        if (place) cell.className = "number";
        if (!sorted) { cell.append(words[name]); return cell; }
        const mine = order.column === place;
        cell.setAttribute("aria-sort", mine ? (order.falling ? "descending" : "ascending") : "none");
        const act = make("button", { type: "button", "data-sort": place }, words[name]);
        act.addEventListener("click", () => {
          order.falling = mine ? !order.falling : place > 0;
          order.column = place;
          show();
          tables.years.querySelector(`[data-sort="${place}"]`).focus();
        });
        cell.append(act);
        return cell;
      });
      const body = rows.map((cells) => make("tr", { role: "row" }, ...cells.map((cell, place) => {
        const about = { "data-label": words[names[place]], role: place ? "cell" : "rowheader" };
        if (!place) return make("th", { scope: "row", ...about }, String(cell));
        return make("td", { class: "number", ...about }, String(cell));
      })));
      const table = make("table", { role: "table" },
        make("caption", {}, make("span", {}, caption)),
        make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...head)),
        make("tbody", { role: "rowgroup" }, ...body));
      if (names.length > 4) table.className = "w60";
      const about = { class: "scroll", role: "region", tabindex: "0", "aria-label": caption };
      return make("div", about, table);
    };

    const chartOf = (rows) => {
      const width = Math.max(280, Math.min(1280, tables.chart.clientWidth));
      const [height, left, foot] = [260, 60, 24];
      const most = Math.max(1, ...rows.map((row) => row.deaths));
      const step = (width - left) / rows.length;
      const svg = make("svg", {
        viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": of + words.chart, class: "bars",
      });
      const line = { x1: left, x2: width, y1: height - foot, y2: height - foot };
      svg.append(make("line", line), make("text", { x: left - 6, y: 14, class: "end" }, number(most)),
        make("text", { x: left - 6, y: height - foot, class: "end" }, "0"));
      rows.forEach((row, place) => {
        const high = (row.deaths / most) * (height - foot - 8);
        const said = `${row.year}: ${number(row.deaths)} ${words.deaths} (${range([row.low, row.high])})`;
        const bar = make("g", { tabindex: place ? "-1" : "0", role: "img", "aria-label": said }, make("title", {}, said),
          make("rect", {
            class: "ground", x: left + place * step, y: 0, width: step, height: height - foot,
          }),
          make("rect", {
            x: left + place * step + step * 0.1, y: height - foot - high, width: step * 0.8, height: high,
          }));
        const tell = () => { readout.textContent = said; };
        bar.addEventListener("mouseenter", tell);
        bar.addEventListener("focus", tell);
        svg.append(bar);
        if (place % Math.ceil((rows.length * 48) / (width - left)) === 0) {
          const at = { x: left + (place + 0.5) * step, y: height - 6, class: "middle" };
          svg.append(make("text", at, String(row.year)));
        }
      });
      svg.addEventListener("keydown", (event) => {
        const bars = [...svg.querySelectorAll("g")];
        const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0;
        const next = step && bars[bars.indexOf(event.target) + step];
        if (!next) return;
        event.preventDefault();
        event.target.setAttribute("tabindex", "-1");
        next.setAttribute("tabindex", "0");
        next.focus();
      });
      const readout = make("p", { class: "aside", id: `readout${end}` }, words.chart);
      return make("figure", {}, svg, readout);
    };

    const sorted = (yearly) => {
      const key = YEARLY[order.column];
      return yearly.sort((a, b) => (a[key] - b[key]) * (order.falling ? -1 : 1) || a.year - b.year);
    };

    const loads = {
      phases: button("download", () => {
        const choice = chosen();
        download(`${named("phases")}.csv`, saying(countPhases(choice), choice, choice.rule));
      }),
      years: button("download_years", () => {
        const choice = chosen();
        download(`${named("years")}.csv`, saying(sorted(countYears(choice)), choice, "start"));
      }),
    };

    const show = () => {
      const choice = chosen();
      command.textContent = commandOf(choice);
      const phases = countPhases(choice);
      const digits = decimalsOf(choice);
      const cells = phases.map((row) => phaseCells(row, digits));
      const yearly = sorted(countYears(choice));
      const shown = yearly.map((row) => YEARLY.map((name) => (name === "year" ? row.year : number(row[name]))));
      const fill = (name, some, made) => tables[name].replaceChildren(...(some.length ? [made()] : []));
      fill("phases", cells, () => tableOf(of + words.phases, PHASES, cells, false));
      fill("years", shown, () => tableOf(of + words.years, YEARLY, shown, true));
      fill("chart", shown, () => chartOf(countYears(choice)));
      loads.phases.disabled = !cells.length;
      loads.years.disabled = !shown.length;
      const figures = cells.map((row) => `${row[0]} ${row[4]}`).join(", ");
      live.textContent = of + (cells.length ? words.counted + figures : whyNot(choice) || words.nothing);
    };

    const copy = async () => {
      try {
        await navigator.clipboard.writeText(command.textContent);
        live.textContent = of + words.copied;
      } catch {
        getSelection().selectAllChildren(command);
        live.textContent = of + words.not_copied;
      }
    };

    form.addEventListener("input", show);
    form.addEventListener("submit", (event) => event.preventDefault());

    const named = (name) => (data.of ? `${data.of} ${name}`.replace(/\W+/g, "-") : name).toLowerCase();
    const box = make("div", { class: "column" });
    if (data.of) box.append(make("h3", {}, data.of));
    box.append(
      form, live, tables.phases, tables.chart,
      make("p", {},
        loads.phases, " ", loads.years, " ", button("copy", copy)),
      make("pre", { class: "code", role: "region", tabindex: "0", "aria-label": of + words.command },
        command),
      make("details", {}, make("summary", {}, words.years), tables.years),
    );
    const counted = (choice) => ({
      phases: countPhases(choice), years: countYears(choice), command: commandOf(choice), not: whyNot(choice),
    });
    return { box, counted, show };
  };

  const section = document.getElementById("explore");
  const heading = make("h2", { id: "heading-explore" }, words.heading);
  const each = reports.map((data, place) => explored(data, place ? `-${place + 1}` : ""));
  section.setAttribute("aria-labelledby", heading.id);
  section.append(heading, make("p", {}, words.intro), ...not.map((text) => make("p", {}, text)), make("div", { class: "columns" }, ...each.map((one) => one.box)));
  section.hidden = false;
  section.counted = (choice, place = 0) => each[place].counted(choice);
  each.forEach((one) => one.show());
})();
