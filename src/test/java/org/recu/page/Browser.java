package org.recu.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * Headless Chromium without network access.
 *
 * @param program its executable
 */
record Browser(Path program) {

  /**
   * Environment variable that names a browser which must work; set where the tests must not be
   * skipped.
   */
  static final String VARIABLE = "RECU_BROWSER";

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

  /**
   * The browser that the environment variable names, or one on the path; empty if there is none.
   */
  static Optional<Browser> find() {
    String named = System.getenv(VARIABLE);
    if (named != null && !named.isEmpty()) {
      return Optional.of(new Browser(Path.of(named)));
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Browser::new);
  }

  /** Opens the page and returns the document after its script has run. */
  Document open(Path page, Path scratch, String... more) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("--dump-dom"));
    arguments.addAll(List.of(more));
    return Jsoup.parse(run(page, scratch, arguments));
  }

  /** Prints the page to a file. */
  Path print(Path page, Path scratch) throws IOException, InterruptedException {
    Path pdf = scratch.resolve("page.pdf");
    run(page, scratch, List.of("--no-pdf-header-footer", "--print-to-pdf=" + pdf));
    return pdf;
  }

  private String run(Path page, Path scratch, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    // No sandbox: it does not start in a container as root. The page is trusted, it is our own.
    command.addAll(
        List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"));
    command.add("--user-data-dir=" + scratch.resolve("profile"));
    command.add("--host-resolver-rules=MAP * ~NOTFOUND");
    command.addAll(arguments);
    command.add(page.toUri().toString());
    Path out = scratch.resolve("out.html");
    Path err = scratch.resolve("err.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("%s ends", command).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as("%s: %s", command, Files.readString(err)).isZero();
    return Files.readString(out, StandardCharsets.UTF_8);
  }
}
