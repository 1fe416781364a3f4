package org.recu.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SafetensorsTest {

  private static final String HEADER =
      """
      {"__metadata__": {"who": "us"},
       "floats": {"dtype": "F32", "shape": [2, 1], "data_offsets": [0, 8]},
       "count": {"dtype": "I64", "shape": [], "data_offsets": [8, 16]},
       "pixels": {"dtype": "U8", "shape": [3], "data_offsets": [16, 19]}}
      """;

  @Test
  void parse_readsMetadataAndEveryDtype() throws IOException {
    Safetensors file = Safetensors.parse(file(HEADER));
    assertThat(file.metadata()).containsEntry("who", "us").hasSize(1);
    assertThat(file.tensors().keySet()).containsExactly("floats", "count", "pixels");
    assertThat(file.tensor("floats").shape()).isEqualTo(List.of(2, 1));
    assertThat(file.tensor("floats").values()).containsExactly(1.5f, -2f);
    assertThat(file.tensor("count").values()).containsExactly(7f);
    assertThat(file.tensor("pixels").values()).containsExactly(0f, 127f, 255f);
  }

  @Test
  void parse_dataThatDoesNotFitTheShape_isRefused() {
    assertThatIOException()
        .isThrownBy(() -> Safetensors.parse(file(HEADER.replace("[2, 1]", "[3, 1]"))))
        .withMessage("floats: 8 bytes of F32 for shape [3, 1]");
  }

  @Test
  void tensor_unknownName_isRefused() throws IOException {
    Safetensors file = Safetensors.parse(file(HEADER));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> file.tensor("integers"))
        .withMessage("no tensor integers among [floats, count, pixels]");
  }

  private static byte[] file(String header) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + json.length + 19).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(json.length).put(json).putFloat(1.5f).putFloat(-2f).putLong(7);
    return file.put((byte) 0).put((byte) 127).put((byte) 255).array();
  }
}
