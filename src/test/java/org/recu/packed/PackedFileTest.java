package org.recu.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.packed.proto.GeometryMessage;
import org.recu.packed.proto.NetworkMessage;
import org.recu.packed.proto.OperationMessage;
import org.recu.packed.proto.PackedFileMessage;

/** Files that are damaged, and files whose numbers cannot be. */
final class PackedFileTest {

  /** How many damaged files are tried, half of them with a checksum that fits. */
  private static final int MUTATIONS = 10_000;

  private static final NetworkMessage NETWORK = small();

  @TempDir Path folder;

  /** A network of a few hundred bytes, so that a mutation hits every kind of field. */
  private static NetworkMessage small() {
    MadeUpNetwork net = new MadeUpNetwork(8, 4, 9);
    int x = net.convolution(0, 3, MadeUpNetwork.geometry(4, 1, 1, 0));
    x = net.hardTanh(net.normalization(x, 4, true));
    int y = net.normalization(net.binary(x, 4, MadeUpNetwork.geometry(4, 3, 1, 1)), 4, false);
    x = net.prelu(net.shift(net.sum(y, x), 4), 4);
    x = net.channelPadding(net.averagePooling(net.maxPooling(x, 3, 1, 1)), 1, 1);
    net.linear(net.flatten(x), 24, 3);
    return net.message();
  }

  private static PackedModel model(byte[] file) throws IOException {
    return PackedModel.of("f.recu", PackedFile.parse(file, "f.recu").network(), new PlainKernel());
  }

  private static byte[] pixels() {
    byte[] pixels = new byte[48];
    new SplittableRandom(4).nextBytes(pixels);
    return pixels;
  }

  @Test
  void load_intactFile_givesItsLogits() throws IOException {
    Path file = folder.resolve("small.recu");
    Files.write(file, PackedFiles.of(NETWORK.toByteString()));
    try (PackedModel model = PackedModel.load(file)) {
      assertThat(model.info().name()).isEqualTo("made_up");
      assertThat(model.info().dataset()).isEqualTo("shapes");
      assertThat(model.classes()).isEqualTo(3);
      assertThat(model.imageSize()).isEqualTo(4);
      assertThat(model.info().image().shortSide()).isEqualTo(6);
      assertThat(model.kernel()).isEqualTo(Kernels.chosen().name());
      assertThat(model.logits(pixels())).hasSize(3);
    }
  }

  @Test
  void parse_damagedFile_isACleanErrorOrTheRightLogits() throws IOException {
    byte[] intact = PackedFiles.of(NETWORK.toByteString());
    float[] expected = model(intact).logits(pixels());
    SplittableRandom random = new SplittableRandom(1);
    int refused = 0;
    for (int i = 0; i < MUTATIONS / 2; i++) {
      try (PackedModel model = model(damaged(intact, random))) {
        assertThat(model.logits(pixels())).isEqualTo(expected);
      } catch (IOException e) {
        assertThat(e).hasMessageStartingWith("f.recu").hasMessageNotContaining("\n");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(MUTATIONS / 3);
  }

  @Test
  void of_damagedNetworkWithItsChecksum_isACleanErrorOrRuns() {
    byte[] intact = NETWORK.toByteArray();
    SplittableRandom random = new SplittableRandom(2);
    int refused = 0;
    for (int i = 0; i < MUTATIONS / 2; i++) {
      byte[] file = PackedFiles.of(ByteString.copyFrom(damaged(intact, random)));
      try (PackedModel model = model(file)) {
        byte[] pixels = new byte[3 * model.imageSize() * model.imageSize()];
        assertThat(model.logits(pixels)).hasSize(model.classes());
      } catch (IOException e) {
        assertThat(e).hasMessageStartingWith("f.recu: ").hasMessageNotContaining("\n");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(MUTATIONS / 10);
  }

  /** Changes a bit, sets a byte, cuts off the end or repeats a part. */
  private static byte[] damaged(byte[] intact, SplittableRandom random) {
    byte[] bytes = intact.clone();
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(4)) {
      case 0 -> {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        yield bytes;
      }
      case 1 -> {
        bytes[at] = (byte) random.nextInt(256);
        yield bytes;
      }
      case 2 -> Arrays.copyOf(bytes, at);
      default -> {
        int from = random.nextInt(bytes.length);
        int count = Math.min(bytes.length - at, bytes.length - from);
        System.arraycopy(intact, from, bytes, at, random.nextInt(count));
        yield bytes;
      }
    };
  }

  @Test
  void load_otherFiles_saysWhatIsWrong() throws IOException {
    assertThatThrownBy(() -> PackedModel.load(folder))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + " is a folder, not a packed network");
    refuses(new byte[0], "f.recu: magic: not \"RECU\": no packed network");
    refuses(new byte[] {1, 2, 3}, "f.recu is truncated or no packed network");
    PackedFileMessage.Builder frame =
        PackedFileMessage.parseFrom(PackedFiles.of(NETWORK.toByteString())).toBuilder();
    refuses(
        frame.setFormatVersion(2).build().toByteArray(),
        "f.recu: format_version: found 2, expected 1");
    refuses(frame.setFormatVersion(1).setCrc32(7).build().toByteArray(), "f.recu: crc32: found ");
  }

  private static void refuses(byte[] file, String message) {
    assertThatThrownBy(() -> model(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(message);
  }

  /** Changes an operation of the small network, by its place. */
  private static void refuses(int index, Consumer<OperationMessage.Builder> change, String said) {
    NetworkMessage.Builder network = NETWORK.toBuilder();
    change.accept(network.getOperationsBuilder(index));
    refuses(
        PackedFiles.of(network.build().toByteString()), "f.recu: operations[" + index + "]" + said);
  }

  private static GeometryMessage.Builder geometry(OperationMessage.Builder operation) {
    return operation.getBinaryConvolutionBuilder().getGeometryBuilder();
  }

  @Test
  void of_numbersThatDoNotFit_namesTheField() {
    refuses(0, OperationMessage.Builder::clearKind, ".kind_not_set: no kind of operation");
    refuses(2, hardTanh -> hardTanh.setInputs(0, 3), ".inputs: found 3, expected 0 to 2");
    refuses(2, hardTanh -> hardTanh.addInputs(1), ".inputs: found 2, expected 1");
    refuses(
        0,
        convolution ->
            convolution
                .getConvolutionBuilder()
                .setWeights(Floats.bytes(1, 1, 1, Float.NaN, 1, 1, 1, 1, 1, 1, 1, 1)),
        ".convolution.weights: number 3 is NaN, expected a finite one");
    refuses(
        4,
        normalization ->
            normalization.getNormalizationBuilder().setGain(ByteString.copyFrom(new byte[15])),
        ".normalization.gain: found 15 bytes, expected 4 for each number");
    refuses(
        3,
        binary -> geometry(binary).setFilters(5),
        ".binary_convolution.signs: found 18, expected 23");
    refuses(
        3,
        binary -> geometry(binary).setFilters(-1),
        ".binary_convolution.geometry.filters: found 4294967295, expected 1 to 32767");
    refuses(
        3,
        binary -> geometry(binary).setKernel(0),
        ".binary_convolution.geometry.kernel: found 0, expected 1 to 255");
    refuses(
        3,
        binary -> geometry(binary).setPadding(3),
        ".binary_convolution.geometry.padding: found 3, expected 0 to 2");
    refuses(
        3,
        binary -> binary.getBinaryConvolutionBuilder().addZeros(2),
        ".binary_convolution.zeros: found 2, expected ascending numbers below 144");
    refuses(
        4,
        normalization -> normalization.getNormalizationBuilder().setMean(Floats.bytes(1)),
        ".normalization.mean: found 1, expected 4");
    refuses(
        4,
        normalization ->
            normalization.getNormalizationBuilder().setGain(Floats.bytes(1, 2, 3, 4, 5)),
        ".normalization.gain: found 5, expected 4");
    refuses(5, sum -> sum.setInputs(1, 0), ".sum.inputs: found 4x4x4 and 4x4x3, expected equal");
    refuses(
        8,
        pooling -> pooling.getMaxPoolingBuilder().setWindow(9),
        ".max_pooling: its input is too small: the output would have -2 x -2 pixels");
    refuses(
        10,
        padding -> padding.getChannelPaddingBuilder().setBefore(1 << 20),
        ".channel_padding.before: found 1048576, expected 0 to 32767");
    refuses(
        12,
        linear -> linear.getLinearBuilder().setBias(Floats.bytes(1, 2, 3, 4)),
        ".linear.weights: found 72, expected 96");
  }

  @Test
  void of_imagesThatCannotBe_namesTheField() {
    NetworkMessage.Builder large = NETWORK.toBuilder();
    large.getImageBuilder().setSize(8000).setShortSide(8000);
    large.getOperationsBuilder(0).getConvolutionBuilder().getGeometryBuilder().setFilters(30000);
    large.getOperationsBuilder(0).getConvolutionBuilder().clearWeights();
    refuses(
        PackedFiles.of(large.build().toByteString()),
        "f.recu: operations[0].convolution: values of 8000x8000x30000 do not fit the Java heap");
    NetworkMessage.Builder network = NETWORK.toBuilder();
    network.getImageBuilder().setSize(0);
    refuses(
        PackedFiles.of(network.build().toByteString()),
        "f.recu: image.size: found 0, expected 1 to");
    network.getImageBuilder().setSize(4).addMean(1);
    refuses(
        PackedFiles.of(network.build().toByteString()), "f.recu: image.mean: found 4, expected 3");
    refuses(
        PackedFiles.of(NETWORK.toBuilder().addClassNames("cat").build().toByteString()),
        "f.recu: class_names: found 1, expected 3");
    refuses(
        PackedFiles.of(NETWORK.toBuilder().clearOperations().build().toByteString()),
        "f.recu: operations: found 0, expected at least one");
    refuses(
        PackedFiles.of(
            NETWORK.toBuilder().removeOperations(12).removeOperations(11).build().toByteString()),
        "f.recu: operations[10].channel_padding: found 2x2x6, expected one logit a class");
  }

  /** Each operation and each name becomes an object of many times its two bytes. */
  @Test
  void of_veryManyOperations_areRefusedBeforeTheyTakeMemory() {
    NetworkMessage.Builder names = NETWORK.toBuilder();
    for (int i = 0; i < 70_000; i++) {
      names.addClassNames("");
    }
    refuses(
        PackedFiles.of(names.build().toByteString()),
        "f.recu: network: more than 65536 operations and class names");
    NetworkMessage.Builder operations = NETWORK.toBuilder();
    while (operations.getOperationsCount() <= 10_000) {
      operations.addOperations(0, operations.getOperations(0));
    }
    refuses(
        PackedFiles.of(operations.build().toByteString()),
        "f.recu: operations: found 10001, expected 0 to 10000");
  }
}
