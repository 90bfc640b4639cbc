# The service without its development parts, on a JRE of its own age: bin/lead image builds it. ADR 50 says what was measured.
FROM maven:3.9-eclipse-temurin-25-noble AS build
WORKDIR /src
COPY pom.xml ./
COPY .mvn .mvn
RUN mvn -q -B dependency:go-offline
COPY bin bin
COPY conf conf
COPY src/main src/main
RUN bin/image --layout /layout

FROM eclipse-temurin:25-jre-noble AS libraries
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin lead
WORKDIR /opt/lead-service
COPY --from=build /layout/lib lib/

# The archive of classes fits the Java that made it only, so the image's own makes it.
FROM libraries AS archive
COPY --from=build /layout/bin bin/
COPY --from=build /layout/classes.list ./
RUN bin/classes

# What changes seldom comes first: libraries, their archive, then our own.
FROM libraries
COPY --from=archive /opt/lead-service/classes-*.jsa ./
COPY --from=build /layout/bin bin/
COPY --from=build /layout/conf conf/
COPY --from=build /layout/lead-service.jar ./
USER 10001:10001
ENV APP_ENV=production \
    LOG_FORMAT=json \
    DATA_DIR=/tmp/lead-service \
    MALLOC_ARENA_MAX=2 \
    LEAD_JAVA_OPTS="-XX:MaxRAMPercentage=25 -XX:MaxDirectMemorySize=128m"
EXPOSE 3000 9000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["bin/health"]
ENTRYPOINT ["bin/lead"]
CMD ["serve"]
