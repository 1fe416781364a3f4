package org.recu.packed;

import java.io.IOException;
import java.nio.file.Path;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A packed file: the logits of one image, and how long the file takes to load. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PackedNetworkBenchmark {

  /** The packed file, given as {@code -p file=PATH}. */
  @Param("model.recu")
  public String file;

  private PackedModel model;
  private byte[] pixels;

  @Setup
  public void load() throws IOException {
    model = PackedModel.load(Path.of(file));
    pixels = new byte[3 * model.imageSize() * model.imageSize()];
    new SplittableRandom(1).nextBytes(pixels);
  }

  @TearDown
  public void close() {
    model.close();
  }

  @Benchmark
  public float[] logits() {
    return model.logits(pixels);
  }

  @Benchmark
  public PackedModel loads() throws IOException {
    try (PackedModel loaded = PackedModel.load(Path.of(file))) {
      return loaded;
    }
  }
}
