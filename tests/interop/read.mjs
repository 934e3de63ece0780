// Prints what two calendar libraries read in .ics files:
//   node read.mjs FILE... → {"ical.js": [[entry, ...] of each file], "node-ical": [...]}
// An entry's days are "2024-06-28", its instants "2024-07-28T00:30:00Z".
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import nodeIcal from "node-ical";

const instant = (date) => date.toISOString().replace(".000Z", "Z");

// ical.js is what Thunderbird reads with: zones are those that the file declares.
function readWithIcalJs(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents("vevent").map((event) => {
    const value = (name) => event.getFirstPropertyValue(name);
    const moment = (time) => (time.isDate ? time.toString() : instant(time.toJSDate()));
    return {
      uid: value("uid"),
      start: moment(value("dtstart")),
      end: moment(value("dtend")),
      summary: value("summary"),
      status: value("status"),
      sequence: value("sequence"),
      stamp: moment(value("dtstamp")),
      description: value("description"),
      alarms: event.getAllSubcomponents("valarm").length,
    };
  });
}

// node-ical keeps whole days as midnight of the machine's own zone, so they are read back in that zone.
const twoDigits = (number) => String(number).padStart(2, "0");
const localDay = (date) => `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
const momentOf = (date) => (date.dateOnly ? localDay(date) : instant(date));

function readWithNodeIcal(text) {
  const events = Object.values(nodeIcal.sync.parseICS(text)).filter((entry) => entry.type === "VEVENT");
  return events.map((event) => ({
    uid: event.uid,
    start: momentOf(event.start),
    end: momentOf(event.end),
    summary: event.summary,
    status: event.status,
    sequence: Number(event.sequence),
    stamp: instant(event.dtstamp),
    description: event.description,
    alarms: (event.alarms ?? []).length,
  }));
}

const readers = { "ical.js": readWithIcalJs, "node-ical": readWithNodeIcal };
const texts = process.argv.slice(2).map((path) => readFileSync(path, "utf8"));
const found = Object.entries(readers).map(([name, read]) => [name, texts.map(read)]);
process.stdout.write(JSON.stringify(Object.fromEntries(found)));
