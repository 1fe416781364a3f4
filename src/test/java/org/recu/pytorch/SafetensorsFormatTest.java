package org.recu.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files in the format that https://github.com/huggingface/safetensors describes. */
final class SafetensorsFormatTest {

  @TempDir private Path folder;

  private Path write(String header, byte[] data) throws IOException {
    byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(0, json.length)
            .array());
    file.writeBytes(json);
    file.writeBytes(data);
    return Files.write(folder.resolve("weights.safetensors"), file.toByteArray());
  }

  private static ByteBuffer data(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void read_tensorsOfSeveralTypes_givesNumbersAndMetadata() throws IOException {
    // The header lists the second tensor of the data first.
    Path path =
        write(
            "{'__metadata__':{'format':'pt','epoch':'3'},"
                + "'fc.bias':{'dtype':'F16','shape':[2],'data_offsets':[16,20]},"
                + "'fc.weight':{'dtype':'F32','shape':[2,2],'data_offsets':[0,16]},"
                + "'steps':{'dtype':'I64','shape':[],'data_offsets':[20,28]},"
                + "'none':{'dtype':'BF16','shape':[0,3],'data_offsets':[28,28]},"
                + "'z':{'dtype':'C64','shape':[1],'data_offsets':[28,36]},"
                + "'packed':{'dtype':'F4','shape':[2],'data_offsets':[36,37]}}",
            data(37)
                .putFloat(1.5f)
                .putFloat(-2)
                .putFloat(3)
                .putFloat(4)
                .putShort((short) 0x3c00)
                .putShort((short) 0xc000)
                .putLong(1L << 40)
                .array());
    PyTorchFile file = PyTorchFile.read(path);
    Map<String, TorchTensor> tensors = file.stateDict();
    assertThat(tensors.keySet())
        .containsExactly("fc.bias", "fc.weight", "steps", "none", "z", "packed");
    assertThat(tensors.get("fc.weight").shape()).containsExactly(2L, 2L);
    assertThat(tensors.get("fc.weight").floats()).containsExactly(1.5f, -2, 3, 4);
    assertThat(tensors.get("fc.bias").floats()).containsExactly(1, -2);
    assertThat(tensors.get("steps").number()).isEqualTo(1L << 40);
    assertThat(tensors.get("none").floats()).isEmpty();
    assertThat(tensors.get("z").obstacle()).hasValue("complex64");
    assertThat(tensors.get("packed").obstacle()).hasValue("of type F4");
    assertThat(file.notes()).containsExactly(Map.entry("format", "pt"), Map.entry("epoch", "3"));
    assertThat(file.remark()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 7 | truncated safetensors: expected"
            + " 70 bytes, found 69",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 9 | damaged safetensors: expected"
            + " 70 bytes, found 71",
        "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}} | 8 | damaged safetensors: a tensor of"
            + " shape [3]",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,8]}} | 8 | damaged safetensors: a has 8"
            + " bytes, expected (1) of F32",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | 8 | damaged safetensors: the numbers"
            + " of a begin at byte 4, expected 0",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[8,4]}} | 8 | damaged safetensors header:"
            + " expected dtype, shape and two data_offsets",
        "{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}} | 4 | damaged safetensors header:"
            + " expected no number below 0",
        "{'a':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,4]}} | 4 | damaged"
            + " safetensors header: Numeric value (99999999999999999999) out of range",
        "{'a':{'dtype':'F32','shape':[1]}} | 4 | damaged safetensors header: expected dtype, shape and"
            + " two data_offsets",
        "{'a':[]} | 4 | damaged safetensors header: expected an object",
        "{'a' | 4 | damaged safetensors header: ",
        "{'__metadata__':{'a':1}} | 0 | damaged safetensors header: expected a text",
        "{'a':{'dtype':'F32','dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 4 | damaged safetensors"
            + " header: Duplicate field 'dtype'",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4294967296]}} | 4 | damaged safetensors: a"
            + " storage of 1073741824 elements",
        "{} | 0 | is a safetensors file without tensors, expected weights",
      })
  void read_damagedFile_saysWhatIsWrong(String header, int bytes, String message)
      throws IOException {
    Path path = write(header, new byte[bytes]);
    assertThatThrownBy(() -> PyTorchFile.read(path))
        .isInstanceOf(PyTorchException.class)
        .hasMessageStartingWith(path + ": " + message)
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
  }

  @Test
  void read_headerLongerThanTheFile_isRefusedBeforeItCostsMemory() throws IOException {
    Path path = write("{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}", new byte[4]);
    byte[] bytes = Files.readAllBytes(path);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, 99_000_000);
    Files.write(path, bytes);
    assertThatThrownBy(() -> PyTorchFile.read(path))
        .isInstanceOf(PyTorchException.class)
        .hasMessageStartingWith(path + ": truncated safetensors: expected a header of 99000000");
  }

  @Test
  void read_mutatedAnywhere_isReadOrRefused() throws IOException {
    byte[] whole =
        Files.readAllBytes(
            write(
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
                    + "'b':{'dtype':'I16','shape':[1,3],'data_offsets':[8,14]}}",
                new byte[14]));
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] bytes =
          Arrays.copyOf(whole, random.nextInt(4) > 0 ? whole.length : random.nextInt(90));
      for (int flip = random.nextInt(4); flip >= 0 && bytes.length > 0; flip--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Path path = Files.write(folder.resolve("mutated.safetensors"), bytes);
      try {
        PyTorchFile.read(path).stateDict().values().stream()
            .filter(tensor -> tensor.obstacle().isEmpty())
            .forEach(tensor -> assertThat(tensor.floats()).hasSize(tensor.size()));
      } catch (PyTorchException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }
}
