package org.recu.packing;

import java.util.ArrayList;
import java.util.List;
import org.recu.lowering.DerivedNames;
import org.recu.nn.AveragePooling;
import org.recu.nn.BatchNormalization;
import org.recu.nn.BinaryConvolution;
import org.recu.nn.ChannelFirstFlatten;
import org.recu.nn.ChannelPadding;
import org.recu.nn.Convolution;
import org.recu.nn.GlobalAverage;
import org.recu.nn.HardTanh;
import org.recu.nn.Linear;
import org.recu.nn.Lowering;
import org.recu.nn.MaxPooling;
import org.recu.nn.PRelu;
import org.recu.nn.RealConvolution;
import org.recu.nn.Relu;
import org.recu.nn.Shift;
import org.recu.nn.Sign;
import org.recu.nn.SignConvolution;
import org.recu.nn.Sum;
import org.recu.nn.UnsupportedLayerException;
import org.recu.packed.Floats;
import org.recu.packed.proto.BinaryConvolutionMessage;
import org.recu.packed.proto.ChannelPaddingMessage;
import org.recu.packed.proto.ChannelsMessage;
import org.recu.packed.proto.ConvolutionMessage;
import org.recu.packed.proto.GeometryMessage;
import org.recu.packed.proto.LinearMessage;
import org.recu.packed.proto.MaxPoolingMessage;
import org.recu.packed.proto.NormalizationMessage;
import org.recu.packed.proto.OperationMessage;
import org.recu.packed.proto.PlainMessage;

/**
 * A network as the operations of a packed file, one a layer; the signs are part of the convolution
 * that takes them.
 */
final class OperationList implements Lowering<PackedValue> {

  private static final PlainMessage PLAIN = PlainMessage.getDefaultInstance();
  private static final int IMAGE_RANK = 3;

  private final WeightSource weights;
  private final List<OperationMessage> operations = new ArrayList<>();

  OperationList(WeightSource weights) {
    this.weights = weights;
  }

  /** The operations so far, in order. */
  List<OperationMessage> operations() {
    return List.copyOf(operations);
  }

  private PackedValue add(
      PackedValue.Kind kind, OperationMessage.Builder operation, PackedValue... inputs) {
    boolean follows = inputs.length == 1 && inputs[0].number() == operations.size();
    if (!follows) {
      for (PackedValue input : inputs) {
        operation.addInputs(input.number());
      }
    }
    operations.add(operation.build());
    return new PackedValue(operations.size(), kind);
  }

  private PackedValue real(OperationMessage.Builder operation, PackedValue... inputs) {
    return add(PackedValue.Kind.REAL, operation, inputs);
  }

  private static OperationMessage.Builder operation() {
    return OperationMessage.newBuilder();
  }

  private static GeometryMessage geometry(Convolution form) {
    return GeometryMessage.newBuilder()
        .setFilters(form.filters())
        .setKernel(form.kernel())
        .setStride(form.stride())
        .setPadding(form.padding())
        .build();
  }

  private static ChannelsMessage channels(float[] values) {
    return ChannelsMessage.newBuilder().setValues(Floats.bytes(values)).build();
  }

  @Override
  public PackedValue convolution(RealConvolution layer, PackedValue input) {
    float[] values = weights.byOutput(layer.weight().name(), layer.form().filters());
    return real(
        operation()
            .setConvolution(
                ConvolutionMessage.newBuilder()
                    .setGeometry(geometry(layer.form()))
                    .setWeights(Floats.bytes(values))),
        input);
  }

  @Override
  public PackedValue sign(Sign layer, PackedValue input) {
    return input.signs();
  }

  @Override
  public PackedValue binaryConvolution(BinaryConvolution layer, PackedValue signs) {
    String name = DerivedNames.signs(layer);
    SignBits packed = SignBits.of(name, weights.byOutput(name, layer.form().filters()));
    return add(
        PackedValue.Kind.SUMS,
        operation()
            .setBinaryConvolution(
                BinaryConvolutionMessage.newBuilder()
                    .setGeometry(geometry(layer.form()))
                    .setSigns(packed.bits())
                    .addAllZeros(packed.zeros())),
        signs);
  }

  @Override
  public PackedValue signConvolution(SignConvolution layer, PackedValue signs) {
    throw new UnsupportedLayerException(layer, "its weights are real");
  }

  @Override
  public PackedValue batchNormalization(BatchNormalization layer, PackedValue input) {
    NormalizationMessage.Builder message;
    if (input.kind() == PackedValue.Kind.SUMS) {
      message =
          Folding.ofSums(
              weights.named(DerivedNames.gain(layer)), weights.named(DerivedNames.offset(layer)));
    } else if (layer.output().rank() == IMAGE_RANK) {
      message = Folding.ofImages(layer, weights);
    } else {
      message = Folding.ofFeatures(layer, weights);
    }
    return real(operation().setNormalization(message), input);
  }

  @Override
  public PackedValue hardTanh(HardTanh layer, PackedValue input) {
    return real(operation().setHardTanh(PLAIN), input);
  }

  @Override
  public PackedValue sum(Sum layer, PackedValue left, PackedValue right) {
    return real(operation().setSum(PLAIN), left, right);
  }

  @Override
  public PackedValue relu(Relu layer, PackedValue input) {
    return real(operation().setRelu(PLAIN), input);
  }

  @Override
  public PackedValue prelu(PRelu layer, PackedValue input) {
    return real(operation().setPrelu(channels(weights.of(layer.slope()))), input);
  }

  @Override
  public PackedValue shift(Shift layer, PackedValue input) {
    return real(operation().setShift(channels(weights.of(layer.bias()))), input);
  }

  @Override
  public PackedValue maxPooling(MaxPooling layer, PackedValue input) {
    return add(
        input.kind(),
        operation()
            .setMaxPooling(
                MaxPoolingMessage.newBuilder()
                    .setWindow(layer.window())
                    .setStride(layer.stride())
                    .setPadding(layer.padding())),
        input);
  }

  @Override
  public PackedValue averagePooling(AveragePooling layer, PackedValue input) {
    return real(operation().setAveragePooling(PLAIN), input);
  }

  @Override
  public PackedValue globalAverage(GlobalAverage layer, PackedValue input) {
    return real(operation().setGlobalAverage(PLAIN), input);
  }

  @Override
  public PackedValue channelPadding(ChannelPadding layer, PackedValue input) {
    return real(
        operation()
            .setChannelPadding(
                ChannelPaddingMessage.newBuilder()
                    .setBefore(layer.before())
                    .setAfter(layer.after())),
        input);
  }

  @Override
  public PackedValue flatten(ChannelFirstFlatten layer, PackedValue input) {
    return real(operation().setFlatten(PLAIN), input);
  }

  @Override
  public PackedValue linear(Linear layer, PackedValue input) {
    float[] values = weights.byOutput(layer.weight().name(), layer.output().last());
    return real(
        operation()
            .setLinear(
                LinearMessage.newBuilder()
                    .setWeights(Floats.bytes(values))
                    .setBias(Floats.bytes(weights.of(layer.bias())))),
        input);
  }
}
