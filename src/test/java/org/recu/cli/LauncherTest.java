package org.recu.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code recu} in a copy of the project's skeleton, with stand-ins for Java and Maven
 * that write down how they were called.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
final class LauncherTest {

  private static final String JAR = "target/recu-1.jar";

  @TempDir Path temporary;

  private Path project;
  private Path tools;
  private Path elsewhere;

  @BeforeEach
  void makeProject() throws IOException {
    project = Files.createDirectory(temporary.resolve("a project"));
    tools = Files.createDirectory(temporary.resolve("tools"));
    elsewhere = Files.createDirectory(temporary.resolve("elsewhere")).toRealPath();
    Files.createDirectories(project.resolve("src/main/java"));
    Files.copy(Path.of("recu"), project.resolve("recu"));
    write("pom.xml", Instant.EPOCH);
    write("src/main/java/A.java", Instant.EPOCH);
    tool(
        "java",
        "echo \"java in $PWD\"; printf '<%s>' \"$@\"; echo; echo \"$TF_CPP_MIN_LOG_LEVEL\"; exit 3");
    for (String name :
        List.of("bash", "find", "head", "readlink", "dirname", "mktemp", "touch", "rm", "mkdir")) {
      tool(name, "exec " + find(name) + " \"$@\"");
    }
  }

  @Test
  void recu_built_runsJavaWhereTheUserStandsAndPassesItsExitCode() throws Exception {
    build();
    Outcome outcome = recu(project.resolve("recu"), Map.of(), "--save", "two words", "");
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err()).isEmpty();
    Path jar = project.toRealPath().resolve(JAR);
    assertThat(outcome.out().lines())
        .contains("java in " + elsewhere, "2")
        .anyMatch(line -> line.endsWith("<-jar><" + jar + "><--save><two words><>"));
  }

  @Test
  void recu_throughALink_findsItsProject() throws Exception {
    build();
    Path link = Files.createSymbolicLink(temporary.resolve("link"), Path.of("a project/recu"));
    assertThat(recu(link, Map.of()).code()).isEqualTo(3);
  }

  @Test
  void recu_logLevelSet_leavesIt() throws Exception {
    build();
    Outcome outcome = recu(project.resolve("recu"), Map.of("TF_CPP_MIN_LOG_LEVEL", "0"));
    assertThat(outcome.out().lines()).last().isEqualTo("0");
  }

  @Test
  void recu_notBuilt_buildsOnce() throws Exception {
    tool("mvn", "echo \"mvn in $PWD $*\"; mkdir -p target/lib; : > " + JAR);
    Outcome first = recu(project.resolve("recu"), Map.of());
    assertThat(first.code()).isEqualTo(3);
    assertThat(first.err())
        .startsWith("recu: building it first (there is no build)")
        .contains("mvn in " + project.toRealPath(), "package");
    assertThat(first.out()).doesNotContain("mvn");
    assertThat(recu(project.resolve("recu"), Map.of()).err()).isEmpty();
  }

  @Test
  void recu_sourceIsNewer_buildsAgainOnceThoughMavenLeavesTheJarAlone() throws Exception {
    build();
    tool("mvn", "true");
    Files.setLastModifiedTime(project.resolve(JAR), FileTime.from(Instant.EPOCH.plusSeconds(9)));
    Files.setLastModifiedTime(
        project.resolve("src/main/java/A.java"), FileTime.from(Instant.EPOCH.plusSeconds(10)));
    assertThat(recu(project.resolve("recu"), Map.of()).err())
        .isEqualTo(
            "recu: building it first (sources are newer than the build); Maven fetches what it"
                + " lacks\n");
    assertThat(recu(project.resolve("recu"), Map.of()).err()).isEmpty();
  }

  @Test
  void recu_buildFails_saysSo() throws Exception {
    tool("mvn", "exit 1");
    Outcome outcome = recu(project.resolve("recu"), Map.of());
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).endsWith("recu: the build failed\n");
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void recu_neitherBuiltNorMaven_saysSo() throws Exception {
    Outcome outcome = recu(project.resolve("recu"), Map.of());
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo("recu: it is not built yet, and there is no mvn to build it with\n");
  }

  @Test
  void recu_builtButNoMavenForNewerSources_runsWhatIsBuilt() throws Exception {
    build();
    Files.setLastModifiedTime(project.resolve(JAR), FileTime.from(Instant.EPOCH));
    write("pom.xml", Instant.EPOCH.plusSeconds(10));
    Outcome outcome = recu(project.resolve("recu"), Map.of());
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err()).startsWith("recu: sources are newer than the build");
  }

  @Test
  void recu_noJava_saysSo() throws Exception {
    build();
    Files.delete(tools.resolve("java"));
    Outcome outcome = recu(project.resolve("recu"), Map.of());
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("recu: there is no java");
  }

  private record Outcome(int code, String out, String err) {}

  private Outcome recu(Path script, Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    Path out = temporary.resolve("out");
    Path err = temporary.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(find("bash").toString(), script.toString());
    builder.command().addAll(List.of(words));
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().putAll(environment);
    builder.directory(elsewhere.toFile());
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    int code = process.waitFor();
    return new Outcome(code, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }

  private void build() throws IOException {
    Files.createDirectories(project.resolve("target/lib"));
    write(JAR, Instant.now());
  }

  private void write(String file, Instant time) throws IOException {
    Files.writeString(project.resolve(file), "");
    Files.setLastModifiedTime(project.resolve(file), FileTime.from(time));
  }

  private void tool(String name, String script) throws IOException {
    Path file = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path find(String name) {
    for (String folder : List.of("/usr/bin", "/bin")) {
      if (Files.isExecutable(Path.of(folder, name))) {
        return Path.of(folder, name);
      }
    }
    throw new AssertionError("this system has no " + name);
  }
}
