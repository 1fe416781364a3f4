package org.recu.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.golden.GoldenNetwork;
import org.recu.golden.GoldenTensor;

final class PyTorchFileTest {

  @TempDir private Path folder;

  private PyTorchFile small(String name) throws IOException {
    return PyTorchFile.read(Files.write(folder.resolve(name), TorchResource.small(name)));
  }

  /** An element of {@code arange(24) / 8 - 1}, of which {@code make.py} makes the tensors. */
  private static float base(int index) {
    return index / 8f - 1;
  }

  @ParameterizedTest
  @ValueSource(strings = {"kinds_zip.pth", "kinds_legacy.pth", "kinds_protocol4.pth"})
  void read_everyElementType_givesItsNumbers(String name) throws IOException {
    Map<String, TorchTensor> tensors = small(name).stateDict();
    for (String type : "float32 float64 float16 bfloat16 int64 int32 int16 int8".split(" ", -1)) {
      TorchTensor tensor = tensors.get(type);
      assertThat(tensor.type().name()).isEqualToIgnoringCase(type);
      assertThat(tensor.shape()).containsExactly(2L, 3L, 4L);
      float[] numbers = tensor.floats();
      for (int i = 0; i < 24; i++) {
        assertThat(numbers[i]).as(type).isEqualTo(i - 8f);
      }
    }
    assertThat(tensors.get("uint8").floats()).containsExactly(250, 251, 252, 253, 254, 255);
    assertThat(tensors.get("bool").floats()).containsExactly(1, 0, 1);
    assertThat(tensors.get("small_halves").floats())
        .containsExactly(
            0x1p-24f,
            -0x1p-23f,
            65504,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.NaN,
            -0f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kinds_zip.pth", "kinds_legacy.pth", "kinds_protocol4.pth"})
  void read_viewsOfASharedStorage_giveTheirNumbers(String name) throws IOException {
    Map<String, TorchTensor> tensors = small(name).stateDict();
    List<Float> part = new ArrayList<>();
    List<Float> column = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      part.add(base(5 + i));
      column.add(base(4 * i + 2));
    }
    assertThat(tensors.get("part").floats()).containsExactly(floats(part));
    assertThat(tensors.get("column").floats()).containsExactly(floats(column));

    List<Float> transposed = new ArrayList<>();
    for (int row = 0; row < 6; row++) {
      for (int col = 0; col < 4; col++) {
        transposed.add(base(6 * col + row));
      }
    }
    assertThat(tensors.get("transposed").shape()).containsExactly(6L, 4L);
    assertThat(tensors.get("transposed").floats()).containsExactly(floats(transposed));

    List<Float> permuted = new ArrayList<>();
    for (int a = 0; a < 4; a++) {
      for (int b = 0; b < 2; b++) {
        for (int c = 0; c < 3; c++) {
          permuted.add(base(12 * b + 4 * c + a));
        }
      }
    }
    assertThat(tensors.get("permuted").shape()).containsExactly(4L, 2L, 3L);
    assertThat(tensors.get("permuted").floats()).containsExactly(floats(permuted));

    float[] inOrder = new float[24];
    for (int i = 0; i < 24; i++) {
      inOrder[i] = base(i);
    }
    assertThat(tensors.get("channels_last").shape()).containsExactly(1L, 2L, 3L, 4L);
    assertThat(tensors.get("channels_last").floats()).containsExactly(inOrder);

    float[] expanded = new float[10];
    Arrays.fill(expanded, base(3));
    assertThat(tensors.get("expanded").shape()).containsExactly(2L, 5L);
    assertThat(tensors.get("expanded").floats()).containsExactly(expanded);
    assertThat(tensors.get("scalar").shape()).isEmpty();
    assertThat(tensors.get("scalar").floats()).containsExactly(0.25f);
    assertThat(tensors.get("empty").floats()).isEmpty();
    assertThat(tensors.get("parameter").floats()).containsExactly(base(0), base(1));
  }

  private static float[] floats(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }

  @ParameterizedTest
  @ValueSource(strings = {"kinds_zip.pth", "kinds_legacy.pth", "kinds_protocol4.pth"})
  void read_otherKeys_wordsAndNumbersAreNotes(String name) throws IOException {
    assertThat(small(name).notes())
        .containsExactly(
            Map.entry("epoch", 7L),
            Map.entry("best_prec1", 91.25),
            Map.entry("prec", 12.5),
            Map.entry("arch", "tiny"),
            Map.entry("done", true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resnet20_zip.pth.tar",
        "resnet20_legacy.pth.tar",
        "resnet20_bare_dataparallel.pth"
      })
  void read_goldenCheckpoints_holdTheGoldenWeights(String name) throws IOException {
    GoldenNetwork golden = GoldenNetwork.of("cifar", "resnet20_1w1a");
    PyTorchFile file = PyTorchFile.read(TorchResource.golden(name, folder));
    assertThat(file.stateDict().keySet())
        .containsExactlyElementsOf(
            golden.stateDict().stream().map(GoldenNetwork.Entry::name).toList());
    golden
        .weights()
        .forEach(
            (tensor, expected) -> {
              TorchTensor found = file.stateDict().get(tensor);
              assertThat(found.shape())
                  .as(tensor)
                  .containsExactlyElementsOf(
                      expected.shape().stream().map(Integer::longValue).toList());
              assertClose(found.floats(), expected);
            });
    if (name.endsWith(".tar")) {
      assertThat(file.notes())
          .containsExactly(
              Map.entry("epoch", 42L),
              Map.entry("model", "resnet20_1w1a"),
              Map.entry("best_prec1", 86.53));
    } else {
      assertThat(file.notes()).isEmpty();
    }
  }

  /** The tensors are filled by numpy's sine, which differs from Java's in the last bit. */
  private static void assertClose(float[] found, GoldenTensor expected) {
    for (int i = 0; i < found.length; i++) {
      assertThat(Math.abs(found[i] - expected.values()[i])).isLessThan(1e-6f);
    }
    assertThat(found).hasSize(expected.values().length);
  }

  @Test
  void read_maliciousPickle_isRefusedByName() throws IOException {
    Path file = TorchResource.golden("evil.pth.tar", folder);
    assertThatThrownBy(() -> PyTorchFile.read(file))
        .isInstanceOf(PyTorchException.class)
        .hasMessage(
            file
                + ": the pickle names posix.system, expected tensors and plain data only;"
                + " nothing of it was run");
    assertThat(folder).isDirectoryNotContaining("glob:**recu_pickle_was_executed");
    assertThat(Path.of("recu_pickle_was_executed")).doesNotExist();
  }

  @Test
  void read_truncatedZip_saysSo() throws IOException {
    Path file = TorchResource.golden("truncated.pth.tar", folder);
    assertThatThrownBy(() -> PyTorchFile.read(file))
        .isInstanceOf(PyTorchException.class)
        .hasMessageStartingWith(file + ": truncated or damaged zip: ");
  }

  @Test
  void read_truncatedLegacy_saysWhereAndHowMuch() throws IOException {
    byte[] whole = TorchResource.small("kinds_legacy.pth");
    Path file = folder.resolve("cut.pth");
    for (int length = 1; length < whole.length; length += 7) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> PyTorchFile.read(file))
          .isInstanceOf(PyTorchException.class)
          .hasMessageStartingWith(file.toString())
          .hasMessageContaining("truncated");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                 | is empty, expected a PyTorch file",
        "'not a model'      | is no PyTorch file: expected a zip or a pickle, found bytes 6e 6f 74 20",
        "'\u0080\u0002}.'   | a pickle, but not one that torch.save wrote",
        "'PK\u0003\u0004'   | truncated or damaged zip",
      })
  void read_anythingElse_saysWhatItIs(String content, String message) throws IOException {
    byte[] bytes = content.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("file"), bytes);
    assertThatThrownBy(() -> PyTorchFile.read(file))
        .isInstanceOf(PyTorchException.class)
        .hasMessageStartingWith(file + ": " + message);
  }
}
