# The host as a container: no shell is needed in it, no user is root, nothing but /tmp is written.
# Build arguments are no secrets: SOURCE_COMMIT (Coolify gives it) and VERSION are baked in, and /api/health says them.
#   docker build --build-arg SOURCE_COMMIT=$(git rev-parse HEAD) -t milestone .
# Targets: app (the last, so the one that is built unless another is named), backup (takes and keeps backups).

ARG DOTNET_IMAGES=mcr.microsoft.com/dotnet
ARG DOTNET_VERSION=10.0
ARG NODE_IMAGE=docker.io/library/node:22-bookworm-slim
ARG POSTGRES_IMAGE=docker.io/library/postgres:17

# --- The pages' scripts. Node is here and nowhere else.
FROM ${NODE_IMAGE} AS assets
WORKDIR /src/Assets
COPY .npmrc source/Milestone.Host/Assets/package.json source/Milestone.Host/Assets/package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
COPY source/Milestone.Host/Assets/ ./
RUN node bundle.js

# --- The program, compiled ahead of time (ReadyToRun): it starts in half the time.
FROM ${DOTNET_IMAGES}/sdk:${DOTNET_VERSION} AS build
ARG TARGETARCH
ENV DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
WORKDIR /src
# What the packages depend on, and nothing else: a change of the source finds them restored.
COPY Directory.Build.props Directory.Build.targets Directory.Packages.props global.json BannedSymbols.txt .editorconfig ./
COPY source/Milestone.Core/Milestone.Core.csproj source/Milestone.Core/packages.lock.json source/Milestone.Core/
COPY source/Milestone.Host/Milestone.Host.csproj source/Milestone.Host/packages.lock.json source/Milestone.Host/
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet restore source/Milestone.Host --arch "${TARGETARCH:-amd64}" --locked-mode --verbosity quiet -p:PublishReadyToRun=true
COPY source/ source/
COPY --from=assets /src/wwwroot/dist/ source/Milestone.Host/wwwroot/dist/
ARG VERSION
ARG SOURCE_COMMIT
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet publish source/Milestone.Host --configuration Release --arch "${TARGETARCH:-amd64}" --self-contained false --no-restore --output /out --verbosity quiet \
      -p:PublishReadyToRun=true -p:UseAppHost=false -p:DebugType=embedded -p:RunAnalyzers=false \
      -p:SourceRevisionId="${SOURCE_COMMIT}" ${VERSION:+-p:Version="${VERSION}"} \
    && rm -f /out/*.xml

# --- What runs. The image brings the user (APP_UID, 1654) and no compiler, no curl, no npm.
FROM ${DOTNET_IMAGES}/aspnet:${DOTNET_VERSION} AS runtime
WORKDIR /app
COPY --from=build /out/ ./
# The base image's own ports are taken back: ASPNETCORE_URLS alone says where the host listens, and its healthcheck command asks there.
# Diagnostics would want to write a socket; a production container has no use for it.
# glibc keeps a heap for every thread unless it is told not to, and gives little back: about 30 MB under load. ./build.sh Load measures with the same two.
ENV ASPNETCORE_URLS=http://0.0.0.0:3000 \
    ASPNETCORE_HTTP_PORTS= \
    ASPNETCORE_ENVIRONMENT=Production \
    DOTNET_EnableDiagnostics=0 \
    DOTNET_NOLOGO=1 \
    MALLOC_ARENA_MAX=2 \
    MALLOC_TRIM_THRESHOLD_=131072

# --- Takes backups: PostgreSQL's own programs of the server's version beside the host's commands, rclone for a copy elsewhere.
FROM ${POSTGRES_IMAGE} AS backup
RUN apt-get update -q \
    && apt-get install -q -y --no-install-recommends ca-certificates rclone \
    && rm -rf /var/lib/apt/lists/*
COPY --from=runtime /usr/share/dotnet/ /usr/share/dotnet/
COPY --from=runtime /app/ /app/
COPY deploy/backup/ /usr/local/lib/milestone/
ENV PATH=/usr/share/dotnet:$PATH DOTNET_EnableDiagnostics=0 DOTNET_NOLOGO=1
USER postgres
ENTRYPOINT ["/bin/bash", "/usr/local/lib/milestone/backup.sh"]
CMD []

# --- The last stage is the one that is built when none is named.
FROM runtime AS app
ARG VERSION
ARG SOURCE_COMMIT
LABEL org.opencontainers.image.title="Milestone" \
      org.opencontainers.image.description="Profit and loss for construction projects, from the raw responses of Xero's accounting API" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${SOURCE_COMMIT}"
USER $APP_UID
EXPOSE 3000
# Liveness, asked without a shell: an outage of the database must not have the container that shows the polite page replaced.
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 CMD ["dotnet", "/app/Milestone.Host.dll", "healthcheck"]
ENTRYPOINT ["dotnet", "/app/Milestone.Host.dll"]
CMD ["serve"]
