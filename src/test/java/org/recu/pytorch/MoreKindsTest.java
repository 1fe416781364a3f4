package org.recu.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code make_more.py} writes: rare tensors, and all sorts of objects beside the weights. */
final class MoreKindsTest {

  private static final String EXPECTED = "expected_";

  @TempDir private Path folder;

  private PyTorchFile small(String name) throws IOException {
    return PyTorchFile.read(Files.write(folder.resolve(name), TorchResource.small(name)));
  }

  /** The file holds each of these tensors a second time, converted to float32 by PyTorch. */
  @ParameterizedTest
  @ValueSource(strings = {"more_zip.pth", "more_legacy.pth"})
  void read_rareTypes_giveTheNumbersThatPyTorchConvertsThemTo(String file) throws IOException {
    Map<String, TorchTensor> tensors = small(file).stateDict();
    int compared = 0;
    for (String name : tensors.keySet()) {
      if (name.startsWith(EXPECTED)) {
        String original = name.substring(EXPECTED.length());
        assertThat(tensors.get(original).floats())
            .as(original)
            .containsExactly(tensors.get(name).floats());
        compared++;
      }
    }
    assertThat(compared).isEqualTo(11);
    assertThat(tensors.get("weight").floats()).containsExactly(1.5f, -2);
    assertThat(tensors.get("attributed").floats()).containsExactly(1, 1);
    assertThat(tensors.get("parameter").floats()).containsExactly(1, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"more_zip.pth", "more_legacy.pth"})
  void read_tensorsWithoutRealNumbers_sayWhyAndHarmNoOther(String file) throws IOException {
    Map<String, TorchTensor> tensors = small(file).stateDict();
    assertThat(tensors.get("complex").obstacle()).hasValue("complex64");
    assertThat(tensors.get("quantised").obstacle()).hasValue("quantised, qint8");
    assertThat(tensors.get("sparse").obstacle()).hasValue("sparse");
    assertThat(tensors.get("sparse").shape()).containsExactly(3L, 3L);
    assertThat(tensors.get("rows").obstacle()).hasValue("sparse");
    assertThat(tensors.get("weight").obstacle()).isEmpty();
    assertThatThrownBy(() -> tensors.get("sparse").floats())
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> tensors.get("complex").floats())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void read_metaTensor_hasAShapeAndNoNumbers() throws IOException {
    TorchTensor meta = small("more_zip.pth").stateDict().get("meta");
    assertThat(meta.shape()).containsExactly(3L);
    assertThat(meta.obstacle()).hasValue("a meta tensor, without numbers");
  }

  /** Objects stay their names; numbers of numpy's and Python's are notes. */
  @ParameterizedTest
  @ValueSource(strings = {"more_zip.pth", "more_legacy.pth"})
  void read_objectsBesideTheWeights_areInert(String name) throws IOException {
    PyTorchFile file = small(name);
    assertThat(file.notes()).containsEntry("half", 0.5).containsEntry("epoch", 7L);
    assertThat(file.notes()).doesNotContainKeys("args", "config", "imaginary", "device", "module");
    assertThat(file.part()).isEqualTo("state_dict");
    assertThat(file.remark()).isEmpty();
  }

  @Test
  void read_torchScript_isCalledThat() throws IOException {
    assertThatThrownBy(() -> small("script.pt"))
        .isInstanceOf(PyTorchException.class)
        .hasMessage(
            folder.resolve("script.pt")
                + ": is a TorchScript archive (torch.jit.save), expected a state dict:"
                + " torch.save(model.state_dict(), FILE)");
  }
}
