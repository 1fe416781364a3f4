package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recu.decoding.TensorFlowDecoder;
import org.recu.image.EncodedImage;
import org.recu.image.ImageCropper;
import org.recu.image.ImageDecoder;
import org.recu.image.Raster;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/** Follows image files into the network in real runs. */
final class PictureRunTest {
  private static final int SIZE = 64;

  /** 8/7 of the image size. */
  private static final int SHORT_SIDE = 73;

  @TempDir private Path place;
  private PhotoFolders photos;

  @BeforeEach
  void makePhotos() throws IOException {
    photos = PhotoFolders.make(place.resolve("photos"));
  }

  @Test
  void savedModel_ofLargePictures_takesTheirFiles() throws IOException {
    SmallRun run = new SmallRun(place.resolve("results/large"));
    train(run, "resnet18_fp32", SIZE, "--max_steps", "1");
    List<Path> files = List.of(photos.file("val/disc/p00.jpg"), photos.file("val/square/p05.jpg"));
    byte[][] contents = new byte[files.size()][];
    for (int i = 0; i < contents.length; i++) {
      contents[i] = Files.readAllBytes(files.get(i));
    }
    try (SavedModelBundle model =
            SavedModelBundle.load(run.savedModel().resolve("all_signatures").toString(), "serve");
        TString encoded = TString.tensorOfBytes(NdArrays.vectorOfObjects(contents));
        Result seen = model.session().runner().feed("encoded", encoded).fetch("images").run();
        Result answers = model.function("serving_jpeg").call(Map.of("encoded", encoded))) {
      TUint8 pixels = (TUint8) seen.get(0);
      assertThat(pixels.shape()).isEqualTo(Shape.of(2, SIZE, SIZE, 3));
      requireLoadersPixels(bytes(pixels), contents);
      try (Result expected = model.function("serving_default").call(Map.of("images", pixels))) {
        assertThat(floats(answers)).isEqualTo(floats(expected));
      }
    }
  }

  private static void requireLoadersPixels(byte[] pixels, byte[][] contents) throws IOException {
    try (ImageDecoder decoder = new TensorFlowDecoder()) {
      Raster raster = new Raster();
      int at = 0;
      for (byte[] file : contents) {
        ImageCropper.exact(decoder).centre(EncodedImage.of(file), SHORT_SIDE, SIZE, raster);
        for (int i = 0; i < raster.length(); i++, at++) {
          assertThat(Math.abs((pixels[at] & 0xff) - (raster.pixels()[i] & 0xff)))
              .isLessThanOrEqualTo(2);
        }
      }
    }
  }

  private static byte[] bytes(TUint8 tensor) {
    byte[] bytes = new byte[(int) tensor.size()];
    tensor.asRawTensor().data().read(bytes);
    return bytes;
  }

  private static float[] floats(Result result) {
    TFloat32 logits = (TFloat32) result.get("logits").orElseThrow();
    float[] values = new float[(int) logits.size()];
    logits.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  @Test
  void train_cached_isTheSameInMemoryAndOnTheDisk() throws IOException {
    SmallRun memory = new SmallRun(place.resolve("results/memory"));
    train(memory, "resnet20_fp32", 32, "--cache", "ram");
    assertThat(photos.root().resolve(".recu-cache")).doesNotExist();
    SmallRun disk = new SmallRun(place.resolve("results/disk"));
    train(disk, "resnet20_fp32", 32, "--cache", "disk");
    assertThat(disk.variables("epoch-0001")).isEqualTo(memory.variables("epoch-0001"));
    assertThat(disk.timelessMetrics()).isEqualTo(memory.timelessMetrics());
    // Its short side is 8/7 of 32. Another run finds it again, whatever that run's name.
    assertThat(photos.root().resolve(".recu-cache/36/train/disc/p00.jpg.rgb")).isRegularFile();
    SmallRun again = new SmallRun(place.resolve("results/again"));
    train(again, "resnet20_fp32", 32, "--cache", "disk");
    assertThat(again.variables("epoch-0001")).isEqualTo(disk.variables("epoch-0001"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train --dataset folder --data_path a --cache ssd | --cache: ssd is not one of ram, disk",
        "train --dataset shapes --cache ram | --cache: shapes has no image files",
      })
  void train_cacheThatCannotBeMeant_isRefused(String words, String message) throws IOException {
    Refusal.of(Recu.MISUSED, place, words.split(" ", -1)).names(message);
  }

  private void train(SmallRun run, String model, int size, String... more) {
    List<String> words = new ArrayList<>(List.of("train", "--dataset", "folder", "--model", model));
    words.addAll(List.of("--data_path", photos.root().toString(), "--image_size", "" + size));
    words.addAll(List.of("--gpus", "cpu", "--seed", "3", "--epochs", "2", "-b", "14", "-bt", "7"));
    words.addAll(List.of("--workers", "2", "--results_dir", run.folder().getParent().toString()));
    words.addAll(List.of("--save", run.folder().getFileName().toString()));
    words.addAll(List.of(more));
    Program program = Program.run(words.toArray(String[]::new));
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
  }
}
