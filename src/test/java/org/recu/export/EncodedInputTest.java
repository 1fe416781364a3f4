package org.recu.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.recu.decoding.TensorFlowDecoder;
import org.recu.golden.GoldenFile;
import org.recu.image.EncodedImage;
import org.recu.image.ImageCropper;
import org.recu.image.ImageDecoder;
import org.recu.image.Raster;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

final class EncodedInputTest {
  private static final int SIZE = 64;
  private static final int SHORT_SIDE = 73;

  @Test
  void pixels_ofABatch_areThoseOfTheLoader() throws IOException {
    List<String> files =
        List.of(
            "plain.jpg",
            "gray.jpg",
            "cmyk.jpg",
            "progressive.jpg",
            "no_subsampling.jpg",
            "png_in_disguise.JPEG");
    byte[][] contents =
        files.stream().map(f -> GoldenFile.bytes("jpeg/" + f)).toArray(byte[][]::new);
    byte[] pixels = run(contents);
    int length = 3 * SIZE * SIZE;
    assertThat(pixels).hasSize(files.size() * length);
    try (ImageDecoder decoder = new TensorFlowDecoder()) {
      Raster expected = new Raster();
      for (int file = 0; file < files.size(); file++) {
        ImageCropper.exact(decoder)
            .centre(EncodedImage.of(contents[file]), SHORT_SIDE, SIZE, expected);
        double sum = 0;
        for (int i = 0; i < length; i++) {
          int level = expected.pixels()[i] & 0xff;
          int difference = Math.abs((pixels[file * length + i] & 0xff) - level);
          assertThat(difference).as(files.get(file)).isLessThanOrEqualTo(2);
          sum += difference;
        }
        assertThat(sum / length).as(files.get(file)).isLessThan(0.3);
      }
    }
  }

  @Test
  void pixels_someUndecodable_areRefusedByTheirPlaces() {
    byte[] good = GoldenFile.bytes("jpeg/plain.jpg");
    byte[] bad = GoldenFile.bytes("jpeg/not_an_image.jpg");
    assertThatThrownBy(() -> run(good, bad, good, new byte[0]))
        .isInstanceOf(TFInvalidArgumentException.class)
        .hasMessageContaining(
            "not decodable as JPEG or PNG, by place in the batch, from 0:] [1 3]");
    assertThatThrownBy(() -> run(bad)).hasMessageContaining("by place in the batch, from 0:] [0]");
  }

  @Test
  void pixels_ofAnEmptyBatch_areEmpty() {
    assertThat(run()).isEmpty();
  }

  private static byte[] run(byte[]... files) {
    try (Graph graph = new Graph()) {
      EncodedInput input = EncodedInput.create(Ops.create(graph), "encoded", SHORT_SIDE, SIZE);
      try (Session session = new Session(graph);
          TString encoded = tensor(files);
          Result result = session.runner().feed("encoded", encoded).fetch(input.pixels()).run()) {
        TUint8 pixels = (TUint8) result.get(0);
        byte[] bytes = new byte[(int) pixels.size()];
        pixels.asRawTensor().data().read(bytes);
        return bytes;
      }
    }
  }

  private static TString tensor(byte[]... files) {
    return files.length == 0
        ? TString.tensorOfBytes(NdArrays.ofObjects(byte[].class, Shape.of(0)))
        : TString.tensorOfBytes(NdArrays.vectorOfObjects(files));
  }
}
