# The endpoint with the built page, as a small image that runs as nobody in particular. How to run it: docs/operations.md.
# Debian and not Alpine: index, inference and pictures come as binaries for glibc.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Not `npm ci`: npm leaves other platforms' optional packages out of the lock and then refuses it.
RUN npm install --no-save --no-audit
COPY . .
RUN npm run build

FROM node:22-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm install --no-save --no-audit --omit=dev

FROM node:22-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 TONGKUAN_CATALOGUE=/data/catalogue
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
COPY bin ./bin
COPY models ./models
COPY src ./src
RUN mkdir -p /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
# a start over a large catalogue takes a while; 503 of /readyz is no reason to restart, so /healthz it is
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["node", "bin/healthcheck.mjs"]
CMD ["node", "bin/tongkuan-server.mjs"]
