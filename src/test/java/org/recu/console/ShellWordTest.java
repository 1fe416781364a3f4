package org.recu.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShellWordTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "results/first",
        "my runs/it's one",
        "$HOME/`id`",
        "a;b&c|d<e>f(g)h{i}j[k]l*m?n!o#p\"q\\r\ts",
        "~/x",
        "=a",
        "",
        "zwölf\nzeilen",
      })
  void quoted_pastedIntoAShell_isTheWord(String word) throws IOException, InterruptedException {
    Process shell = new ProcessBuilder("sh", "-c", "printf %s " + ShellWord.quoted(word)).start();
    assertThat(new String(shell.getInputStream().readAllBytes(), UTF_8)).isEqualTo(word);
    assertThat(shell.waitFor()).isZero();
  }

  @Test
  void quoted_plainWord_staysAsItIs() {
    assertThat(ShellWord.quoted("./results/2026-11-23_14-05-09"))
        .isEqualTo("./results/2026-11-23_14-05-09");
    assertThat(ShellWord.quoted("my runs")).isEqualTo("'my runs'");
  }
}
