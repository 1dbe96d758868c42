#!/usr/bin/env node
// For the image's HEALTHCHECK: 0 when /healthz answers with 200.
const url = `http://127.0.0.1:${process.env.PORT || 8080}/healthz`;
const ok = await fetch(url, { signal: AbortSignal.timeout(4000) }).then(
  (response) => response.ok,
  () => false,
);
process.exit(ok ? 0 : 1);
