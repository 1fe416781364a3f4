package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@code recu evaluate --json} prints. */
final class EvaluationJson {

  private EvaluationJson() {}

  /** Evaluates a model on the CPU; the object is all of standard output. */
  static Map<String, Object> of(Path model, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("evaluate", "--model_path", model.toString()));
    words.addAll(List.of("--gpus", "cpu", "--json"));
    words.addAll(List.of(more));
    Program program = Program.run(words.toArray(String[]::new));
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    assertThat(program.outLines()).hasSize(1);
    return new ObjectMapper().readValue(program.out(), new TypeReference<>() {});
  }
}
