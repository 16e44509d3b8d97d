# Images of Brixia Node:
#
#   docker build -t brixia-node .                            on the CPU
#   docker build -t brixia-node:gpu --target gpu .           with CUDA (docker run --gpus all)
#
# Both run as the user 10001, with a read-only root where /tmp is a tmpfs, and keep everything in
# /var/lib/brixia-node. The configuration is /etc/brixia-node/brixia-node.conf. docker-compose.yml and
# deploy/kubernetes use them.

FROM debian:bookworm-slim AS sources
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends maven openjdk-17-jdk-headless \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .

FROM sources AS build
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -q -Prelease -DskipSbom package -Dmaven.test.skip=true \
 && mkdir /release \
 && tar -xzf target/brixia-node-*.tar.gz -C /release --strip-components=1

FROM sources AS build-gpu
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -q -Prelease,gpu -DskipSbom package -Dmaven.test.skip=true \
 && mkdir /release \
 && tar -xzf target/brixia-node-*.tar.gz -C /release --strip-components=1

# CUDA 12.5 and cuDNN 9, with which TensorFlow 2.18 was built.
FROM nvidia/cuda:12.5.1-cudnn-runtime-ubuntu22.04 AS gpu
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends curl openjdk-17-jre-headless \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 brixia-node \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/brixia-node --shell /usr/sbin/nologin brixia-node \
 && install -d -o 10001 -g 10001 -m 0700 /var/lib/brixia-node /var/cache/brixia-node
COPY --from=build-gpu /release /opt/brixia-node
COPY deploy/docker/brixia-node.conf /etc/brixia-node/brixia-node.conf
ENV BRIXIA_CACHE_DIR=/var/cache/brixia-node
VOLUME ["/var/lib/brixia-node", "/var/cache/brixia-node"]
WORKDIR /var/lib/brixia-node
USER 10001:10001
EXPOSE 11112 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=120s --retries=3 \
  CMD ["curl", "--fail", "--silent", "--show-error", "--max-time", "8", "http://127.0.0.1:8080/health/live"]
ENTRYPOINT ["/opt/brixia-node/bin/brixia-node"]
CMD ["serve", "--config", "/etc/brixia-node/brixia-node.conf"]

FROM debian:bookworm-slim AS node
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends curl openjdk-17-jre-headless \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 brixia-node \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/brixia-node --shell /usr/sbin/nologin brixia-node \
 && install -d -o 10001 -g 10001 -m 0700 /var/lib/brixia-node /var/cache/brixia-node
COPY --from=build /release /opt/brixia-node
COPY deploy/docker/brixia-node.conf /etc/brixia-node/brixia-node.conf
# TensorFlow's native libraries, unpacked at the first start.
ENV BRIXIA_CACHE_DIR=/var/cache/brixia-node
VOLUME ["/var/lib/brixia-node", "/var/cache/brixia-node"]
WORKDIR /var/lib/brixia-node
USER 10001:10001
EXPOSE 11112 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=120s --retries=3 \
  CMD ["curl", "--fail", "--silent", "--show-error", "--max-time", "8", "http://127.0.0.1:8080/health/live"]
ENTRYPOINT ["/opt/brixia-node/bin/brixia-node"]
CMD ["serve", "--config", "/etc/brixia-node/brixia-node.conf"]
