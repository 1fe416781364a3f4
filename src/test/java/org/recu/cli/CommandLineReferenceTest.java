package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares {@code docs/command-line.md} with the program's own help. */
final class CommandLineReferenceTest {

  private static final Path REFERENCE = Path.of("docs/command-line.md");

  /** A heading and the first code block below it. */
  private static final Pattern SECTION =
      Pattern.compile(
          "^## recu ?(\\w*)\\n.*?^```\\n(.*?)^```\\n", Pattern.MULTILINE | Pattern.DOTALL);

  @Test
  void reference_everyCommand_showsItsHelp() throws IOException {
    Map<String, String> written = new LinkedHashMap<>();
    for (MatchResult section : SECTION.matcher(Files.readString(REFERENCE)).results().toList()) {
      written.put(section.group(1), section.group(2));
    }
    List<String> commands = new ArrayList<>(Commands.ofProgram().names());
    commands.add(0, "");
    assertThat(written.keySet()).containsExactlyElementsOf(commands);
    written.forEach(
        (command, text) ->
            assertThat(text)
                .as(
                    "recu %s --help; tools/command_line_reference.py rewrites %s",
                    command, REFERENCE)
                .isEqualTo(help(command)));
  }

  private static String help(String command) {
    Program program = command.isEmpty() ? Program.run("--help") : Program.run(command, "--help");
    assertThat(program.exitCode()).isEqualTo(Recu.DONE);
    return program.out();
  }
}
