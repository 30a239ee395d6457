# The server's image:  docker build -t dragonfork/core:local .
# Nothing in it names a processor, so it builds for whatever the engine runs on. deploy/image/build.sh makes the same image without a
# registry and without an engine.
ARG BASE=debian:trixie-slim

# --- the jars -----------------------------------------------------------------------------------------------------------
FROM ${BASE} AS build
# The Java of Debian wants a folder for man pages, which slim images lack.
RUN mkdir -p /usr/share/man/man1 \
    && apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates curl openjdk-25-jdk-headless unzip \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN ./mvnw -B -ntp -q -pl server -am -Dmaven.test.skip=true -Dspotless.check.skip=true package
RUN deploy/image/assemble.sh "$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")" /opt/dragonfork

# --- the server ---------------------------------------------------------------------------------------------------------
FROM ${BASE}
LABEL org.opencontainers.image.title="Dragonfork" \
      org.opencontainers.image.description="Live video from FFmpeg over WebRTC (WHEP)" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates ffmpeg \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/dragonfork /opt/dragonfork
RUN /opt/dragonfork/image/prepare.sh
ENV CORE_CONFIGFILE=/core/config/config.json \
    CORE_DB_DIR=/core/config \
    CORE_STORAGE_DISK_DIR=/core/data
WORKDIR /core
USER 568:568
VOLUME ["/core/config", "/core/data"]
EXPOSE 8080/tcp 8189/udp
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["/opt/dragonfork/image/healthcheck"]
ENTRYPOINT ["/opt/dragonfork/bin/dragonfork"]
CMD ["serve"]
