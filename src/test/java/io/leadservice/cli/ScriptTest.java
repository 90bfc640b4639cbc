package io.leadservice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of {@code bin/} in a checkout of their own, with a java and a mvn that only say how they were called. */
class ScriptTest {

    private static final String MVN = """
            #!/bin/bash
            echo "$*" >>"$CHECKOUT/builds"
            for argument in "$@"; do
              case $argument in
                -Dassembly.dir=*)
                  mkdir -p "${argument#*=}/lib" "${argument#*=}/lib-dev"
                  touch "${argument#*=}/lead-service.jar" "${argument#*=}/lib/library-1.jar" "${argument#*=}/lib-dev/tool-1.jar"
                  ;;
              esac
            done
            [ ! -e "$CHECKOUT/broken" ]
            """;

    @TempDir
    Path temp;

    private Path checkout;
    private Path tools;

    @BeforeEach
    void makeACheckout() throws Exception {
        checkout = temp.resolve("a checkout");
        tools = temp.resolve("tools");
        copy("lead");
        copy("vertx");
        copy("java-env.sh");
        Files.createDirectories(checkout.resolve("src/main"));
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        age(checkout.resolve("src/main"));
        age(checkout.resolve("pom.xml"));
        javaHome("jdk", "17.0.1");
        script(tools.resolve("mvn"), MVN);
    }

    @Test
    void buildsOnceAndAgainOnlyAfterAChange() throws Exception {
        assertThat(lead("token").code()).isZero();
        assertThat(lead("token").code()).isZero();
        assertThat(builds()).hasSize(1);

        Files.writeString(checkout.resolve("src/main/New.java"), "class New {}");
        Files.setLastModifiedTime(
                checkout.resolve("src/main/New.java"),
                FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(lead("token").code()).isZero();
        assertThat(builds()).hasSize(2);
    }

    @Test
    void leavesTheJarsOfARunningServiceInPlace() throws Exception {
        Path first = buildOf(lead("run"));

        Files.setLastModifiedTime(
                checkout.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));
        Path second = buildOf(lead("token"));

        assertThat(second).isNotEqualTo(first);
        assertThat(first.resolve("lead-service.jar")).exists();
    }

    @Test
    void removesAnOldBuildThatNothingRuns() throws Exception {
        Path first = buildOf(lead("token"));
        age(first);
        Path used = first.resolveSibling("used");
        Files.createDirectories(used);
        age(used);
        Process user = new ProcessBuilder("bash", "-c", "read -r line; : " + used + "/lead-service.jar").start();
        try {
            Files.setLastModifiedTime(
                    checkout.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));
            Path second = buildOf(lead("token"));

            assertThat(first).doesNotExist();
            assertThat(used).exists();
            assertThat(second).exists();
        } finally {
            user.destroy();
        }
    }

    @Test
    void keepsOldLibrariesThatABuildNeeds() throws Exception {
        Path first = buildOf(lead("token"));
        Path shared = first.resolveSibling(
                Files.readString(first.resolve("libraries")).strip());
        Path other = Files.createDirectories(first.resolveSibling("0"));
        Files.writeString(other.resolve("libraries"), shared.getFileName() + "\n" + "libraries-1-1\n".repeat(20_000));
        age(shared);

        Files.setLastModifiedTime(
                checkout.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));
        buildOf(lead("token"));

        assertThat(shared).isDirectory();
    }

    @Test
    void buildsAgainWhereItsLibrariesAreGone() throws Exception {
        Path first = buildOf(lead("token"));
        Path shared = first.resolveSibling(
                Files.readString(first.resolve("libraries")).strip());
        Files.move(shared, temp.resolve("gone"));

        assertThat(lead("token").code()).isZero();
        assertThat(builds()).hasSize(2);
        assertThat(shared).isDirectory();
    }

    @Test
    void buildsOnceForCommandsThatStartTogether() throws Exception {
        // Given a build that goes on until it is told to end
        script(tools.resolve("mvn"), MVN + "until [ -e \"$CHECKOUT/go\" ]; do sleep 0.05; done\n");

        // When
        List<Process> commands = List.of(start("lead", "token"), start("lead", "token"), start("lead", "token"));
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> commands.stream()
                                .flatMap(command -> command.toHandle().descendants())
                                .filter(ScriptTest::waitsForTheLock)
                                .count()
                        == 2);
        Files.createFile(checkout.resolve("go"));

        // Then
        for (Process command : commands) {
            assertThat(result(command).code()).isZero();
        }
        assertThat(builds()).hasSize(1);
    }

    @Test
    void failsWithABuildThatFailsAndTriesAgain() throws Exception {
        Files.createFile(checkout.resolve("broken"));
        assertThat(lead("token").code()).isEqualTo(2);
        Files.delete(checkout.resolve("broken"));
        assertThat(lead("token").code()).isZero();
        assertThat(builds()).hasSize(2);
    }

    @Test
    void worksThroughALinkFromAnotherFolder() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("mine"), checkout.resolve("bin/lead"));
        Path second = Files.createSymbolicLink(temp.resolve("again"), Path.of("mine"));

        assertThat(run(link.toString(), "token").output()).contains("LeadCommand token");
        assertThat(run(second.toString(), "token").output()).contains("LeadCommand token");
    }

    @Test
    void needsNoBuildWhereThereIsNoSource() throws Exception {
        Files.delete(checkout.resolve("pom.xml"));
        Files.delete(tools.resolve("mvn"));
        for (String jar : List.of("lib/b.jar", "lib/a.jar", "lead-service.jar")) {
            Files.createDirectories(checkout.resolve(jar).getParent());
            Files.createFile(checkout.resolve(jar));
        }

        assertThat(classPathOf(lead("serve")))
                .containsExactly(checkout + "/lib/a.jar", checkout + "/lib/b.jar", checkout + "/lead-service.jar");
    }

    @Test
    void sharesLibrariesAndTheirClassesBetweenBuilds() throws Exception {
        script(temp.resolve("jdk/bin/java"), """
                #!/bin/bash
                for argument in "$@"; do
                  case $argument in -XX:DumpLoadedClassList=*) echo a.b.C >"${argument#*=}"; echo "$*" >>"$CHECKOUT/archives" ;; esac
                  case $* in *-Xshare:dump*) case $argument in
                    -XX:SharedClassListFile=*) list=${argument#*=} ;;
                    -XX:SharedArchiveFile=*) cp "$list" "${argument#*=}"; echo "$*" >>"$CHECKOUT/archives" ;;
                  esac ;; esac
                done
                echo "$@"
                """);
        Result first = lead("run");
        Files.setLastModifiedTime(
                checkout.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));
        Result second = lead("run");

        assertThat(builds()).hasSize(2);
        assertThat(classPathOf(second).get(0))
                .isEqualTo(classPathOf(first).get(0))
                .endsWith("/lib/library-1.jar");
        assertThat(Files.readAllLines(checkout.resolve("archives")))
                .satisfiesExactly(
                        classes -> assertThat(classes).contains("LeadCommand run --once ", " --cluster "),
                        archive -> assertThat(archive)
                                .contains("/lib/library-1.jar")
                                .doesNotContain("lead-service"));
        assertThat(second.output()).contains("-XX:SharedArchiveFile=");
    }

    @Test
    void startsWithoutArchivedClassesWhereTheyCannotBeMade() throws Exception {
        assertThat(lead("run").output()).contains("starts take longer").doesNotContain("-XX:SharedArchiveFile");
        assertThat(lead("run").output()).doesNotContain("preparing");
    }

    @Test
    void givesWhatServesForLongACacheOfLinkedClassesWhereTheJdkHasOne() throws Exception {
        javaHome("new", "25.0.1");
        script(temp.resolve("new/bin/java"), """
                #!/bin/bash
                for argument in "$@"; do
                  case $argument in
                    -XX:AOTCacheOutput=*) echo linked >"${argument#*=}"; echo "$*" >>"$CHECKOUT/archives" ;;
                    -XX:DumpLoadedClassList=*) echo a.b.C >"${argument#*=}" ;;
                  esac
                done
                echo "$@"
                """);
        Map<String, String> newJdk = Map.of("JAVA_HOME", temp.resolve("new").toString());

        for (String command : List.of("serve", "torture", "bench")) {
            assertThat(run(newJdk, "lead", command).output())
                    .contains("-XX:AOTCache=" + checkout, "--add-opens ", "LeadCommand " + command)
                    .doesNotContain("-XX:SharedArchiveFile");
        }
        assertThat(run(newJdk, "lead", "run").output()).doesNotContain("-XX:AOTCache");
        assertThat(lead("serve").output()).doesNotContain("-XX:AOTCache");
        assertThat(Files.readAllLines(checkout.resolve("archives")))
                .singleElement()
                .asString()
                .contains("--add-opens ", "LeadCommand run --once ", " --cluster ");
    }

    @Test
    void startsWithoutLinkedClassesWhereTheyCannotBeMade() throws Exception {
        javaHome("new", "25.0.1");
        Map<String, String> newJdk = Map.of("JAVA_HOME", temp.resolve("new").toString());

        assertThat(run(newJdk, "lead", "serve").output())
                .contains("starts take longer")
                .doesNotContain("-XX:AOTCache=");
        assertThat(run(newJdk, "lead", "serve").output()).doesNotContain("-XX:AOTCache");
    }

    @Test
    void saysInOneLineWhatIsMissing() throws Exception {
        javaHome("old", "1.8.0_292");
        assertThat(run(Map.of("JAVA_HOME", temp.resolve("old").toString()), "lead", "token"))
                .satisfies(refused -> saysInOneLine(refused, "is Java 1.8.0_292, but 17 or newer is needed"));
        assertThat(run(Map.of("JAVA_HOME", temp.toString()), "lead", "token"))
                .satisfies(refused -> saysInOneLine(refused, "there is no bin/java in it"));
        Files.delete(tools.resolve("mvn"));
        Path onlyBash = Files.createDirectories(temp.resolve("bash-only"));
        for (String tool :
                List.of("bash", "sed", "readlink", "dirname", "cat", "find", "head", "mkdir", "date", "flock", "env")) {
            script(onlyBash.resolve(tool), "#!/bin/sh\nexec " + tool(tool) + " \"$@\"\n");
        }
        assertThat(run(Map.of("PATH", onlyBash.toString()), "lead", "token"))
                .satisfies(refused -> saysInOneLine(refused, "no mvn is found"));
        assertThat(run(Map.of("PATH", onlyBash.toString(), "JAVA_HOME", ""), "lead", "token"))
                .satisfies(refused -> saysInOneLine(refused, "no java is found"));
    }

    @Test
    void givesNewerJdksTheFlagsThatTheyKnow() throws Exception {
        javaHome("new", "25.0.1");

        assertThat(run(Map.of("JAVA_HOME", temp.resolve("new").toString()), "vertx", "run")
                        .output())
                .contains("--sun-misc-unsafe-memory-access=allow");
        assertThat(run("vertx", "run").output()).doesNotContain("--sun-misc-unsafe-memory-access=allow");
    }

    private static boolean waitsForTheLock(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.endsWith("/flock"))
                .isPresent();
    }

    private static void saysInOneLine(Result refused, String sentence) {
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.output()).contains(sentence).startsWith("lead: ").hasLineCount(1);
    }

    private static List<String> classPathOf(Result result) {
        return List.of(result.output()
                .replaceFirst("(?s).*-cp (.*) io.leadservice.*", "$1")
                .split(":"));
    }

    /** The folder of the build that a command ran. */
    private static Path buildOf(Result result) {
        List<String> jars = classPathOf(result);
        return Path.of(jars.get(jars.size() - 1)).getParent();
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(checkout.resolve("builds"));
    }

    private Result lead(String command) throws Exception {
        return run("lead", command);
    }

    private Result run(String script, String argument) throws Exception {
        return result(start(script, argument));
    }

    private Result run(Map<String, String> env, String script, String argument) throws Exception {
        return result(start(env, script, argument));
    }

    private Process start(String script, String argument) throws IOException {
        return start(Map.of(), script, argument);
    }

    private Process start(Map<String, String> env, String script, String argument) throws IOException {
        Path command = script.startsWith("/") ? Path.of(script) : checkout.resolve("bin/" + script);
        ProcessBuilder builder = new ProcessBuilder(command.toString(), argument)
                .directory(temp.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("LEAD_"));
        builder.environment().put("JAVA_HOME", temp.resolve("jdk").toString());
        builder.environment().put("CHECKOUT", checkout.toString());
        builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
        builder.environment().putAll(env);
        return builder.start();
    }

    private static Result result(Process process) throws Exception {
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }

    private void copy(String name) throws IOException {
        Path bin = Files.createDirectories(checkout.resolve("bin"));
        Files.copy(Path.of("bin", name), bin.resolve(name));
        bin.resolve(name).toFile().setExecutable(true);
    }

    private void javaHome(String name, String version) throws IOException {
        script(temp.resolve(name).resolve("bin/java"), "#!/bin/bash\necho \"$@\"\n");
        Files.writeString(temp.resolve(name).resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        file.toFile().setExecutable(true);
    }

    private static void age(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(7_200)));
    }

    private static Path tool(String name) throws IOException {
        for (String folder : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(folder, name))) {
                return Path.of(folder, name);
            }
        }
        throw new IOException(name + " is not found");
    }

    private record Result(int code, String output) {}
}
