package org.recu.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class PadCropMirrorTest {

  /** What PIL and torchvision make of known pixels. */
  @Test
  void crop_goldenPictures_exactlyAsTorchvision() throws IOException {
    Golden golden = Golden.read();
    int compared = 0;
    for (JsonNode item : golden.cases()) {
      if (item.get("op").asText().startsWith("zero-pad 4")) {
        byte[] image = new byte[3 * item.get("height").asInt() * item.get("width").asInt()];
        int top = item.get("top").asInt() - 4;
        int left = item.get("left").asInt() - 4;
        Pixels source = golden.pixels(item.get("source").asText() + "/source");
        PadCropMirror.crop(source, top, left, item.get("width").asInt(), image);
        assertThat(image).isEqualTo(golden.bytes(item.get("output").asText()));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(3);
  }

  @Test
  void mirror_goldenPicture_exactlyAsTorchvision() throws IOException {
    Golden golden = Golden.read();
    byte[] image = golden.bytes("small/source");
    PadCropMirror.mirror(image, golden.pixels("small/source").width());
    assertThat(image).isEqualTo(golden.bytes("small/flip"));
  }

  @Test
  void crop_windowOutsideOfThePicture_black() {
    byte[] image = new byte[12];
    Arrays.fill(image, (byte) 7);
    Pixels source = new Pixels(new byte[] {1, 2, 3}, 0, 1, 1);
    PadCropMirror.crop(source, -2, -2, 2, image);
    assertThat(image).containsOnly(0);
  }

  /**
   * Each pixel of the image says where it is, so what came of it says which crop was taken and
   * whether it was mirrored.
   */
  @Test
  void map_manyPictures_everyCropAndMirrorEquallyOften() {
    int size = 10;
    byte[] bytes = new byte[3 * size * size];
    for (int pixel = 0; pixel < size * size; pixel++) {
      bytes[3 * pixel] = (byte) (1 + pixel);
    }
    PadCropMirror augment = new PadCropMirror(size, 4);
    byte[] image = new byte[bytes.length];
    int[][][] counts = new int[2][9][9];
    int draws = 16_200;
    for (int i = 0; i < draws; i++) {
      augment.map(new Pixels(bytes, 0, size, size), RandomStream.of(i), image);
      // Rows and columns 4 and 5 of what was made are inside of the image whatever the crop.
      int here = (image[3 * (4 * size + 4)] & 0xff) - 1;
      int right = (image[3 * (4 * size + 5)] & 0xff) - 1;
      boolean mirrored = right < here;
      int top = here / size;
      int left = (mirrored ? right : here) % size;
      counts[mirrored ? 1 : 0][top][left]++;
      assertThat(image).isEqualTo(plainly(bytes, size, top - 4, left - 4, mirrored));
    }
    for (int[][] byTop : counts) {
      for (int[] byLeft : byTop) {
        for (int count : byLeft) {
          // 162 cells of 100, standard deviation 10: five of them.
          assertThat(count).isCloseTo(draws / 162, within(50));
        }
      }
    }
  }

  private static byte[] plainly(byte[] source, int size, int top, int left, boolean mirrored) {
    byte[] image = new byte[source.length];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        int fromRow = row + top;
        int fromColumn = (mirrored ? size - 1 - column : column) + left;
        if (fromRow >= 0 && fromRow < size && fromColumn >= 0 && fromColumn < size) {
          for (int channel = 0; channel < 3; channel++) {
            image[3 * (row * size + column) + channel] =
                source[3 * (fromRow * size + fromColumn) + channel];
          }
        }
      }
    }
    return image;
  }

  /** A file of tensors in the safetensors format, as far as it is needed here. */
  private record Golden(JsonNode header, ByteBuffer data) {

    static Golden read() throws IOException {
      try (InputStream input =
          PadCropMirrorTest.class.getResourceAsStream("/data/pad_crop_mirror.safetensors")) {
        byte[] file = input.readAllBytes();
        int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return new Golden(
            new ObjectMapper().readTree(file, 8, length),
            ByteBuffer.wrap(file, 8 + length, file.length - 8 - length).slice());
      }
    }

    JsonNode cases() throws IOException {
      return new ObjectMapper().readTree(header.get("__metadata__").get("cases").asText());
    }

    byte[] bytes(String name) {
      JsonNode range = header.get(name).get("data_offsets");
      byte[] bytes = new byte[range.get(1).asInt() - range.get(0).asInt()];
      data.get(range.get(0).asInt(), bytes);
      return bytes;
    }

    Pixels pixels(String name) {
      JsonNode shape = header.get(name).get("shape");
      return new Pixels(bytes(name), 0, shape.get(0).asInt(), shape.get(1).asInt());
    }
  }
}
