// Runs the audits of the graphql-http project against one server and counts how they end.
// Usage: node audit.mjs URL   (the access token stands in PROBITY_TOKEN; its role must be allowed to introspect)
import { auditServer } from 'graphql-http';

const [url] = process.argv.slice(2);
if (!url) {
  console.error('usage: node audit.mjs URL');
  process.exit(2);
}
const token = process.env.PROBITY_TOKEN;

// Every request bears the token; what an audit leaves out it leaves out on purpose.
const fetchFn = (input, init = {}) =>
  fetch(input, { ...init, headers: { ...init.headers, ...(token ? { authorization: `Bearer ${token}` } : {}) } });

const results = await auditServer({ url, fetchFn });
const counts = { ok: 0, notice: 0, warn: 0, error: 0 };
for (const r of results) {
  counts[r.status]++;
  if (r.status !== 'ok') console.log(`${r.status.padEnd(6)} ${r.id} ${r.name}: ${r.reason}`);
}
console.log(`audits ${results.length}: ok ${counts.ok}, notice ${counts.notice}, warn ${counts.warn}, error ${counts.error}`);
process.exit(counts.error + counts.warn > 0 ? 1 : 0);
