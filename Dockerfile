# The service without its development parts. Build: docker build -t lead-service .
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY pom.xml ./
COPY .mvn .mvn
RUN mvn -q -B dependency:go-offline
COPY src src
RUN mvn -q -B -DskipTests -Dgate.skip package

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --no-create-home lead
WORKDIR /opt/lead-service
COPY --from=build /src/target/assembly/lib lib/
COPY --from=build /src/target/assembly/lead-service.jar ./
COPY bin bin/
COPY conf conf/
USER 10001
ENV APP_ENV=production LOG_FORMAT=json DATA_DIR=/tmp/lead-service
EXPOSE 3000 9000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9000 && printf 'GET /health/live HTTP/1.0\r\n\r\n' >&3 && head -1 <&3 | grep -q 200"]
ENTRYPOINT ["bin/lead", "serve"]
