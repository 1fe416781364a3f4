package org.recu.packed;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
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

/**
 * Writes packed networks operation by operation, with random weights. Each method returns the
 * number of the value that its operation yields.
 */
final class MadeUpNetwork {

  private final SplittableRandom random;
  private final NetworkMessage.Builder network;

  /** One in so many weights of a binary convolution is 0; 0 if none is. */
  private final int zeros;

  MadeUpNetwork(long seed, int imageSize, int zeros) {
    random = new SplittableRandom(seed);
    this.zeros = zeros;
    network =
        NetworkMessage.newBuilder()
            .setName("made_up")
            .setDataset("shapes")
            .setProducer("test")
            .setImage(
                ImageMessage.newBuilder()
                    .setSize(imageSize)
                    .setShortSide(imageSize + 2)
                    .addAllMean(List.of(.4, .5, .6))
                    .addAllStandardDeviation(List.of(.2, .2, .3)));
  }

  NetworkMessage message() {
    return network.build();
  }

  private int add(List<Integer> inputs, UnaryOperator<OperationMessage.Builder> kind) {
    network.addOperations(kind.apply(OperationMessage.newBuilder().addAllInputs(inputs)));
    return network.getOperationsCount();
  }

  private float number() {
    return (float) random.nextGaussian();
  }

  private ByteString numbers(int count) {
    return numbers(count, 1);
  }

  private ByteString numbers(int count, float scale) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = scale * number();
    }
    return Floats.bytes(numbers);
  }

  static GeometryMessage geometry(int filters, int kernel, int stride, int padding) {
    return GeometryMessage.newBuilder()
        .setFilters(filters)
        .setKernel(kernel)
        .setStride(stride)
        .setPadding(padding)
        .build();
  }

  int convolution(int input, int channels, GeometryMessage form) {
    int count = form.getFilters() * form.getKernel() * form.getKernel() * channels;
    return add(
        List.of(input),
        operation ->
            operation.setConvolution(
                ConvolutionMessage.newBuilder().setGeometry(form).setWeights(numbers(count))));
  }

  int binary(int input, int channels, GeometryMessage form) {
    int count = form.getFilters() * form.getKernel() * form.getKernel() * channels;
    byte[] signs = new byte[(count + 7) / 8];
    BinaryConvolutionMessage.Builder message =
        BinaryConvolutionMessage.newBuilder().setGeometry(form);
    for (int i = 0; i < count; i++) {
      if (zeros > 0 && random.nextInt(zeros) == 0) {
        message.addZeros(i);
      } else if (random.nextBoolean()) {
        signs[i / 8] |= (byte) (1 << i % 8);
      }
    }
    message.setSigns(ByteString.copyFrom(signs));
    return add(List.of(input), operation -> operation.setBinaryConvolution(message));
  }

  int normalization(int input, int channels, boolean centred) {
    NormalizationMessage.Builder message =
        NormalizationMessage.newBuilder()
            .setGain(numbers(channels, 1f / 8))
            .setOffset(numbers(channels));
    if (centred) {
      message.setMean(numbers(channels)).setInverseDeviation(numbers(channels));
    }
    return add(List.of(input), operation -> operation.setNormalization(message));
  }

  /** A normalisation of whole numbers that yields 0 for some of them. */
  int roundNormalization(int input, int channels) {
    float[] gain = new float[channels];
    float[] offset = new float[channels];
    for (int i = 0; i < channels; i++) {
      gain[i] = i % 3 - 1;
      offset[i] = i % 5 - 2;
    }
    NormalizationMessage.Builder message =
        NormalizationMessage.newBuilder()
            .setGain(Floats.bytes(gain))
            .setOffset(Floats.bytes(offset));
    return add(List.of(input), operation -> operation.setNormalization(message));
  }

  int sum(int left, int right) {
    return add(
        List.of(left, right), operation -> operation.setSum(PlainMessage.getDefaultInstance()));
  }

  int hardTanh(int input) {
    return add(
        List.of(input), operation -> operation.setHardTanh(PlainMessage.getDefaultInstance()));
  }

  int relu(int input) {
    return add(List.of(input), operation -> operation.setRelu(PlainMessage.getDefaultInstance()));
  }

  int prelu(int input, int channels) {
    ChannelsMessage slopes = ChannelsMessage.newBuilder().setValues(numbers(channels)).build();
    return add(List.of(input), operation -> operation.setPrelu(slopes));
  }

  int shift(int input, int channels) {
    ChannelsMessage bias = ChannelsMessage.newBuilder().setValues(numbers(channels)).build();
    return add(List.of(input), operation -> operation.setShift(bias));
  }

  int maxPooling(int input, int window, int stride, int padding) {
    return add(
        List.of(input),
        operation ->
            operation.setMaxPooling(
                MaxPoolingMessage.newBuilder()
                    .setWindow(window)
                    .setStride(stride)
                    .setPadding(padding)));
  }

  int averagePooling(int input) {
    return add(
        List.of(input),
        operation -> operation.setAveragePooling(PlainMessage.getDefaultInstance()));
  }

  int globalAverage(int input) {
    return add(
        List.of(input), operation -> operation.setGlobalAverage(PlainMessage.getDefaultInstance()));
  }

  int flatten(int input) {
    return add(
        List.of(input), operation -> operation.setFlatten(PlainMessage.getDefaultInstance()));
  }

  int channelPadding(int input, int before, int after) {
    return add(
        List.of(input),
        operation ->
            operation.setChannelPadding(
                ChannelPaddingMessage.newBuilder().setBefore(before).setAfter(after)));
  }

  int linear(int input, int features, int units) {
    return add(
        List.of(input),
        operation ->
            operation.setLinear(
                LinearMessage.newBuilder()
                    .setWeights(numbers(features * units))
                    .setBias(numbers(units))));
  }
}
