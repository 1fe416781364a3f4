package org.recu.packing;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.SplittableRandom;
import org.recu.packed.Floats;
import org.recu.packed.proto.BinaryConvolutionMessage;
import org.recu.packed.proto.ChannelPaddingMessage;
import org.recu.packed.proto.ChannelsMessage;
import org.recu.packed.proto.ConvolutionMessage;
import org.recu.packed.proto.GeometryMessage;
import org.recu.packed.proto.ImageMessage;
import org.recu.packed.proto.LinearMessage;
import org.recu.packed.proto.MaxPoolingMessage;
import org.recu.packed.proto.NetworkMessage;
import org.recu.packed.proto.NormalizationMessage;
import org.recu.packed.proto.OperationMessage;
import org.recu.packed.proto.PlainMessage;

/** A packed network of two kilobytes that has every kind of operation. */
public final class TinyNetwork {

  /** Height and width of its images, in pixels. */
  public static final int SIZE = 8;

  /** The number of its logits. */
  public static final int CLASSES = 5;

  private static final PlainMessage PLAIN = PlainMessage.getDefaultInstance();

  private final SplittableRandom random = new SplittableRandom(3);
  private final NetworkMessage.Builder network =
      NetworkMessage.newBuilder()
          .setName("tiny")
          .setDataset("shapes")
          .addAllClassNames(List.of("a", "b", "c", "d", "e"))
          .setImage(
              ImageMessage.newBuilder()
                  .setSize(SIZE)
                  .setShortSide(SIZE)
                  .addAllMean(List.of(.4, .5, .6))
                  .addAllStandardDeviation(List.of(.2, .2, .3)))
          .setProducer("a test");

  private TinyNetwork() {}

  /** Its message. */
  public static NetworkMessage message() {
    return new TinyNetwork().build();
  }

  private NetworkMessage build() {
    add(
        operation()
            .setConvolution(
                ConvolutionMessage.newBuilder()
                    .setGeometry(geometry(8, 1))
                    .setWeights(numbers(8 * 9 * 3))));
    add(
        operation()
            .setNormalization(
                normalization(8).setMean(numbers(8)).setInverseDeviation(numbers(8))));
    add(operation().setRelu(PLAIN));
    add(
        operation()
            .setMaxPooling(MaxPoolingMessage.newBuilder().setWindow(3).setStride(2).setPadding(1)));
    add(operation().setBinaryConvolution(binary(8, 1, 72).addZeros(5).addZeros(70)));
    add(operation().setNormalization(normalization(8)));
    add(operation().addInputs(6).addInputs(4).setSum(PLAIN));
    add(operation().setHardTanh(PLAIN));
    add(operation().setShift(ChannelsMessage.newBuilder().setValues(numbers(8))));
    add(operation().setPrelu(ChannelsMessage.newBuilder().setValues(numbers(8))));
    add(operation().setBinaryConvolution(binary(16, 2, 72)));
    add(operation().setNormalization(normalization(16)));
    add(operation().addInputs(10).setAveragePooling(PLAIN));
    add(operation().setChannelPadding(ChannelPaddingMessage.newBuilder().setBefore(4).setAfter(4)));
    add(operation().addInputs(12).addInputs(14).setSum(PLAIN));
    add(operation().setGlobalAverage(PLAIN));
    add(operation().setNormalization(normalization(16)));
    add(operation().addInputs(15).setFlatten(PLAIN));
    add(operation().setLinear(linear(16, 64)));
    add(operation().addInputs(17).addInputs(19).setSum(PLAIN));
    add(operation().setLinear(linear(CLASSES, 16)));
    return network.build();
  }

  private void add(OperationMessage.Builder operation) {
    network.addOperations(operation);
  }

  private static OperationMessage.Builder operation() {
    return OperationMessage.newBuilder();
  }

  private static GeometryMessage geometry(int filters, int stride) {
    return GeometryMessage.newBuilder()
        .setFilters(filters)
        .setKernel(3)
        .setStride(stride)
        .setPadding(1)
        .build();
  }

  private BinaryConvolutionMessage.Builder binary(int filters, int stride, int weightsOfFilter) {
    byte[] signs = new byte[filters * weightsOfFilter / Byte.SIZE];
    random.nextBytes(signs);
    // Weights 5 and 70 may be zeros, whose bits are 0.
    signs[0] &= (byte) ~(1 << 5);
    signs[8] &= (byte) ~(1 << 6);
    return BinaryConvolutionMessage.newBuilder()
        .setGeometry(geometry(filters, stride))
        .setSigns(ByteString.copyFrom(signs));
  }

  private NormalizationMessage.Builder normalization(int channels) {
    return NormalizationMessage.newBuilder()
        .setGain(numbers(channels))
        .setOffset(numbers(channels));
  }

  private LinearMessage.Builder linear(int units, int features) {
    return LinearMessage.newBuilder().setWeights(numbers(units * features)).setBias(numbers(units));
  }

  private ByteString numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextDouble(-1, 1);
    }
    return Floats.bytes(numbers);
  }
}
