package org.recu.packed;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.recu.packed.proto.BinaryConvolutionMessage;

/** A whole binary 3x3 convolution of one image: from packed signs to float32 sums. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class BinaryLayerBenchmark {

  /** Height and width, and channels in and out. */
  @Param({"56x64", "28x128", "14x256", "7x512", "32x16", "16x32", "8x64"})
  public String layer;

  /** A kernel's name, or {@code chosen}: the one that a model would take. */
  @Param("chosen")
  public String kernel;

  private Pass pass;
  private Workspace workspace;

  @Setup
  public void prepare() {
    int size = Integer.parseInt(layer.substring(0, layer.indexOf('x')));
    int channels = Integer.parseInt(layer.substring(layer.indexOf('x') + 1));
    Shape shape = new Shape(size, size, channels);
    SignLayout layout = new SignLayout(shape, new Geometry(channels, 3, 1, 1));
    SplittableRandom random = new SplittableRandom(1);
    byte[] signs = new byte[9 * channels * channels / 8];
    random.nextBytes(signs);
    BinaryWeights weights =
        BinaryWeights.of(
            layout,
            BinaryConvolutionMessage.newBuilder().setSigns(ByteString.copyFrom(signs)).build());
    Kernel.Differences differences = kernel().differences(weights);
    pass = new Pass(shape, new BinarySource(layout, 0, shape, differences, List.of()), List.of());
    workspace =
        new Workspace(
            new Plan(
                List.of(pass),
                0,
                channels,
                new int[1],
                new int[] {1},
                List.of(layout),
                new int[0],
                Pass.numbers(shape),
                Pass.pixels(shape) * differences.stride()));
    StoreSigns packer = new StoreSigns(layout, 0, new PlainKernel().signs(channels));
    float[] image = new float[shape.size()];
    for (int i = 0; i < image.length; i++) {
      image[i] = random.nextBoolean() ? 1 : -1;
    }
    packer.apply(workspace, 0, shape.pixels(), image);
  }

  private Kernel kernel() {
    return kernel.equals("chosen")
        ? Kernels.chosen()
        : Kernels.named(kernel)
            .orElseThrow(() -> new IllegalStateException("this JVM has no kernel " + kernel));
  }

  /** The sums of the last pixels; all have been computed. */
  @Benchmark
  public float[] sums() {
    pass.run(workspace);
    return workspace.numbers;
  }
}
