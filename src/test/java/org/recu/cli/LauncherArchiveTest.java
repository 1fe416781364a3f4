package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the script {@code recu} with commands that begin sooner with an archive of classes. */
final class LauncherArchiveTest extends LauncherProject {

  @Test
  void recu_predictPacked_makesAnArchiveOfClassesOnceAndUsesIt() throws Exception {
    Path home = javaWithArchives("echo classes > \"$file\"");
    Path jar = project.resolve(JAR).toRealPath();
    String first = predict(home, Map.of()).out();
    Path archive = archives(project.resolve("target")).get(0);
    assertThat(archive.getFileName().toString()).matches("predict-\\d+-8\\.jsa");
    assertThat(first)
        .contains("<-XX:SharedArchiveFile=" + archive + "><-XX:+VerifySharedSpaces>")
        .endsWith("<predict><--model_path><a.recu>\n");
    assertThat(Files.readString(temporary.resolve("made")))
        .endsWith(
            "<-jar><%s><predict><--model_path><%s/resnet20-cifar10.recu><%<s/ship.png>\n"
                .formatted(jar, project.toRealPath().resolve("savedmodels")));
    assertThat(predict(home, Map.of()).out()).isEqualTo(first);
    assertThat(temporary.resolve("made")).content().hasLineCount(1);

    Files.writeString(archive, "class");
    assertThat(predict(home, Map.of()).out()).isEqualTo(first);
    assertThat(archive).as("made again, since it had lost its end").hasContent("classes");

    Files.writeString(jar, "another program");
    assertThat(predict(home, Map.of()).out()).isNotEqualTo(first);
    assertThat(archives(project.resolve("target"))).hasSize(2);
  }

  @Test
  void recu_javaThatMakesNoArchive_isNotAskedTwice() throws Exception {
    Path home = javaWithArchives("echo no; exit 1");
    for (int call = 0; call < 2; call++) {
      Outcome outcome = predict(home, Map.of());
      assertThat(outcome.out()).doesNotContain("Archive", "no\n").contains("<predict>");
      assertThat(outcome.err()).isEmpty();
    }
    assertThat(temporary.resolve("made")).content().hasLineCount(1);
  }

  @Test
  void recu_noUseForAnArchive_makesNone() throws Exception {
    Path home = javaWithArchives("echo classes > \"$file\"");
    Map<String, String> java = Map.of("JAVA_HOME", home.toString());
    Path script = project.resolve("recu");
    assertThat(recu(script, java, "predict", "run").out()).doesNotContain("Archive");
    assertThat(recu(script, java, "evaluate", "a.recu").out()).doesNotContain("Archive");
    assertThat(predict(home, Map.of("RECU_JAVA_OPTS", "-Xmx1g")).out()).doesNotContain("Archive");
    Files.delete(project.resolve("savedmodels/ship.png"));
    assertThat(predict(home, Map.of()).out()).doesNotContain("Archive");
    assertThat(temporary.resolve("made")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"XDG_CACHE_HOME", "HOME"})
  void recu_predictInADistribution_keepsTheArchiveInTheUsersCache(String name) throws Exception {
    Path home = javaWithArchives("echo classes > \"$file\"");
    Path root = temporary.resolve("recu 1");
    Path bin = Files.createDirectories(root.resolve("bin"));
    Files.createDirectory(root.resolve("lib"));
    Files.writeString(root.resolve("lib/recu-1.jar"), "");
    Files.move(project.resolve("savedmodels"), root.resolve("savedmodels"));
    Path script = Files.copy(Path.of("recu"), bin.resolve("recu"));
    Map<String, String> environment =
        Map.of("JAVA_HOME", home.toString(), name, elsewhere.toString());
    String out = recu(script, environment, "predict", "--model_path", "a.recu").out();
    Path cache = elsewhere.resolve(name.equals("HOME") ? ".cache/recu" : "recu");
    assertThat(out).contains("<-XX:SharedArchiveFile=" + archives(cache).get(0) + ">");

    Files.writeString(elsewhere.resolve("file"), "");
    Map<String, String> unusable =
        Map.of("JAVA_HOME", home.toString(), name, elsewhere.resolve("file").toString());
    Outcome without = recu(script, unusable, "predict", "--model_path", "a.recu");
    assertThat(without.out()).doesNotContain("Archive").contains("<predict>");
    assertThat(without.err()).isEmpty();
  }

  private Outcome predict(Path javaHome, Map<String, String> more) throws Exception {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("JAVA_HOME", javaHome.toString());
    return recu(project.resolve("recu"), environment, "predict", "--model_path", "a.recu");
  }

  private static List<Path> archives(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jsa"))
          .map(Path::toAbsolutePath)
          .toList();
    }
  }

  /** A Java that, asked for an archive of classes, writes down how, and does something else. */
  private Path javaWithArchives(String asked) throws IOException {
    build();
    Path models = Files.createDirectory(project.resolve("savedmodels"));
    Files.writeString(models.resolve("ship.png"), "");
    tool(
        "java",
        ("for word in \"$@\"; do case \"$word\" in -XX:ArchiveClassesAtExit=*)"
                + " file=\"${word#*=}\"; { printf '<%%s>' \"$@\"; echo; } >> %s; %s; exit 0;; esac;"
                + " done; printf '<%%s>' \"$@\"; echo; exit 3")
            .formatted(temporary.resolve("made"), asked));
    return java("21.0.1", "java.base");
  }
}
