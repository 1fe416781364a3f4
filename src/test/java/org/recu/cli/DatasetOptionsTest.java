package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.recu.data.DatasetDescriptor;
import org.recu.data.catalog.Datasets;

/** The command line hard-codes no data set: a new descriptor appears wherever it matters. */
final class DatasetOptionsTest {

  private static String help(String command) {
    Program program = Program.run(command, "--help");
    assertThat(program.exitCode()).isEqualTo(Recu.DONE);
    return program.out().replaceAll("\\s+", " ");
  }

  @Test
  void trainHelp_everyDescriptor_isNamedWithItsSummary() {
    String help = help("train");
    for (DatasetDescriptor dataset : Datasets.all()) {
      assertThat(help).contains("%s (%s)".formatted(dataset.name(), dataset.summary()));
    }
  }

  @Test
  void downloadHelp_everyArchive_hasItsCommand() {
    String help = help("download");
    for (DatasetDescriptor dataset : Datasets.all()) {
      String example = "recu download %s --data_path".formatted(dataset.name());
      if (dataset.files().archive().isPresent()) {
        assertThat(help).contains(example);
      } else {
        assertThat(help).doesNotContain(example);
      }
    }
  }

  @Test
  void train_setsThatAreReadFromAFolder_askForIt() {
    for (DatasetDescriptor dataset : Datasets.all()) {
      if (dataset.files().storage() != DatasetDescriptor.Storage.DRAWN) {
        Program program = Program.run("train", "--dataset", dataset.name(), "--save", "x");
        assertThat(program.exitCode()).isEqualTo(Recu.MISUSED);
        assertThat(program.err()).contains("--data_path is missing");
      }
    }
  }
}
