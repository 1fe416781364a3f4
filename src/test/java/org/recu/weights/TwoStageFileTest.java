package org.recu.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.data.DatasetInfo;
import org.recu.golden.GoldenNetwork;
import org.recu.golden.GoldenTensor;
import org.recu.image.Normalization;
import org.recu.pytorch.PyTorchException;
import org.recu.pytorch.PyTorchFile;
import org.recu.pytorch.PyTorchWriter;
import org.recu.pytorch.TorchTensor;

/**
 * Files of two-stage training. Both stages have the same tensors, so the stored name decides,
 * unless it is the one that the published program stores in files of both.
 */
final class TwoStageFileTest {

  private static final String STAGE_1 = "react_resnet18_32w1a";
  private static final String STAGE_2 = "react_resnet18_1w1a";
  private static final GoldenNetwork GOLDEN = GoldenNetwork.of("two_stage", "resnet18_1w1a");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"resnet18_32w1a, " + STAGE_1, STAGE_1 + ", " + STAGE_1, STAGE_2 + ", " + STAGE_2})
  void of_notedFile_isTheStageOfItsNote(String note, String network) throws IOException {
    PyTorchFile file = write(Map.of("model", note, "epoch", 3L));
    assertThat(found(file, Optional.empty())).isEqualTo(network);
    assertThat(found(file, Optional.of(network))).isEqualTo(network);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "my_network"})
  void of_fileWithoutATellingNote_isRefusedWithBothStages(String note) throws IOException {
    PyTorchFile file = write(note.isEmpty() ? Map.of() : Map.of("model", note));
    assertThatExceptionOfType(PyTorchException.class)
        .isThrownBy(() -> found(file, Optional.empty()))
        .withMessageStartingWith(
            file.path() + ": fits several networks, and no note in it says which: ")
        .withMessageContaining(STAGE_1)
        .withMessageContaining(STAGE_2)
        .withMessageContaining("state it with --model");
  }

  @Test
  void of_publishedNoteOfBothStages_isRefusedUnlessTheStageIsStated() throws IOException {
    PyTorchFile file = write(Map.of("model", "resnet18_1w1a"));
    assertThatExceptionOfType(PyTorchException.class)
        .isThrownBy(() -> found(file, Optional.empty()))
        .withMessageStartingWith(
            file.path()
                + ": fits several networks, and not even its note resnet18_1w1a, which files of"
                + " both stages have, says which: ")
        .withMessageContaining("state it with --model");
    assertThat(found(file, Optional.of(STAGE_1))).isEqualTo(STAGE_1);
    assertThat(found(file, Optional.of(STAGE_2))).isEqualTo(STAGE_2);
  }

  @ParameterizedTest
  @ValueSource(strings = {STAGE_1, STAGE_2})
  void of_noteOfOurExport_isStrongerThanThePublishedOne(String own) throws IOException {
    PyTorchFile file = write(Map.of("model", "resnet18_1w1a", "recu_model", own));
    assertThat(found(file, Optional.empty())).isEqualTo(own);
    String other = own.equals(STAGE_1) ? STAGE_2 : STAGE_1;
    assertThatExceptionOfType(PyTorchException.class)
        .isThrownBy(() -> found(file, Optional.of(other)))
        .withMessageContaining("is noted to be %s, but --model is %s".formatted(own, other));
  }

  /** The ordinary network of the same published name has other tensors: nothing is in doubt. */
  @Test
  void of_ordinaryNetworkWithTheSameNote_isNotRefused() throws IOException {
    GoldenNetwork ordinary = GoldenNetwork.of("imagenet", "resnet18_1w1a");
    PyTorchFile file = write(ordinary, Map.of("model", "resnet18_1w1a"));
    assertThat(found(file, Optional.empty())).isEqualTo("resnet18_1w1a");
    assertThat(found(write(ordinary, Map.of()), Optional.empty())).isEqualTo("resnet18_1w1a");
  }

  @ParameterizedTest
  @ValueSource(strings = {STAGE_1, STAGE_2})
  void of_fileWithoutNote_isTheStageThatIsStated(String stated) throws IOException {
    assertThat(found(write(Map.of()), Optional.of(stated))).isEqualTo(stated);
  }

  @Test
  void of_noteThatContradictsTheStatement_isRefusedWithBoth() throws IOException {
    PyTorchFile file = write(Map.of("model", "resnet18_32w1a"));
    assertThatExceptionOfType(PyTorchException.class)
        .isThrownBy(() -> found(file, Optional.of(STAGE_2)))
        .withMessage(
            "%s: is noted to be %s, but --model is %s; the tensors fit both"
                .formatted(file.path(), STAGE_1, STAGE_2));
  }

  private static String found(PyTorchFile file, Optional<String> stated) throws IOException {
    return TrainedNetwork.of(file, stated, info()).network().name();
  }

  private PyTorchFile write(Map<String, Object> notes) throws IOException {
    return write(GOLDEN, notes);
  }

  private PyTorchFile write(GoldenNetwork golden, Map<String, Object> notes) throws IOException {
    Map<String, GoldenTensor> weights = golden.weights();
    Map<String, TorchTensor> stateDict = new LinkedHashMap<>();
    for (GoldenNetwork.Entry entry : golden.stateDict()) {
      GoldenTensor weight = weights.get(entry.name());
      List<Long> shape = entry.shape().stream().map(Integer::longValue).toList();
      stateDict.put(
          entry.name(),
          TorchTensor.of(weight == null ? new float[] {0.9f} : weight.values(), shape));
    }
    Map<String, Object> content = new LinkedHashMap<>(notes);
    content.put("state_dict", stateDict);
    Path file = folder.resolve("stage.pth.tar");
    try (OutputStream out = Files.newOutputStream(file)) {
      PyTorchWriter.write(out, content);
    }
    return PyTorchFile.read(file);
  }

  private static DatasetInfo info() {
    List<Double> any = List.of(0.5, 0.5, 0.5);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < GOLDEN.classes(); i++) {
      names.add("class " + i);
    }
    return new DatasetInfo("toy", names, GOLDEN.imageSize(), new Normalization(any, any));
  }
}
