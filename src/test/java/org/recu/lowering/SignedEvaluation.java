package org.recu.lowering;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.recu.binarize.Recu;
import org.recu.golden.NativeTensors;
import org.recu.graph.Device;
import org.recu.graph.GraphSession;
import org.recu.graph.ImageInput;
import org.recu.graph.LiveParameters;
import org.recu.nn.Lowering;
import org.recu.weights.TrainedNetwork;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * TensorFlow's evaluation of a network in float32, with everything that it takes the sign of, and
 * the sums of its binary convolutions.
 */
public final class SignedEvaluation implements AutoCloseable {

  /**
   * What the evaluation of an image gives.
   *
   * @param operands what each sign is taken of, in order
   * @param sums of each binary convolution, in order, before their scale
   * @param logits of the image
   */
  public record Layers(List<float[]> operands, List<float[]> sums, FloatBuffer logits) {}

  private final GraphSession graph = new GraphSession();
  private final List<Operand<TFloat32>> operands = new ArrayList<>();
  private final List<Operand<TFloat32>> sums = new ArrayList<>();
  private final int size;
  private final Operand<TUint8> pixels;
  private final Operand<TFloat32> logits;
  private final Session session;

  /** Builds the graph of a network with its weights. */
  public SignedEvaluation(TrainedNetwork trained) throws IOException {
    size = trained.network().imageSize();
    LiveParameters parameters =
        new LiveParameters(graph.ops(), trained.network().architecture().parameters(), 0);
    ImageInput images =
        ImageInput.create(graph.ops(), "images", size, trained.description().normalization());
    pixels = images.pixels();
    logits =
        trained
            .network()
            .architecture()
            .lower(
                recording(new Float32Evaluation(graph.ops(), parameters, new Recu())),
                new Value.Plain(images.normalized()))
            .real();
    session = graph.open(Device.cpu());
    trained.weights().restore(graph.ops(), session, parameters.variables());
  }

  /**
   * Evaluates one image.
   *
   * @param pixels (size, size, 3), uint8, RGB
   * @return what each sign is taken of, in order, and last the logits
   */
  public static List<float[]> of(TrainedNetwork trained, byte[] pixels) throws IOException {
    try (SignedEvaluation evaluation = new SignedEvaluation(trained)) {
      Layers layers = evaluation.layers(pixels);
      List<float[]> values = new ArrayList<>(layers.operands());
      values.add(layers.logits().array());
      return values;
    }
  }

  /**
   * Evaluates one image.
   *
   * @param image (size, size, 3), uint8, RGB
   */
  public Layers layers(byte[] image) {
    try (TUint8 fed =
        TUint8.tensorOf(Shape.of(1, size, size, 3), DataBuffers.of(image, true, false))) {
      Session.Runner runner = session.runner().feed(pixels, fed);
      operands.forEach(runner::fetch);
      sums.forEach(runner::fetch);
      try (Result result = runner.fetch(logits).run()) {
        List<float[]> values = new ArrayList<>();
        for (int i = 0; i <= operands.size() + sums.size(); i++) {
          values.add(NativeTensors.values((TFloat32) result.get(i)));
        }
        int signs = operands.size();
        return new Layers(
            values.subList(0, signs),
            values.subList(signs, signs + sums.size()),
            FloatBuffer.wrap(values.get(signs + sums.size())));
      }
    }
  }

  /** The lowering itself, which also notes the operand of every sign and the binary sums. */
  @SuppressWarnings("unchecked") // a proxy's type is not known to the compiler
  private Lowering<Value> recording(Float32Evaluation lowering) {
    return (Lowering<Value>)
        Proxy.newProxyInstance(
            SignedEvaluation.class.getClassLoader(),
            new Class<?>[] {Lowering.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("sign")) {
                operands.add(((Value) arguments[1]).real());
              }
              try {
                Object result = method.invoke(lowering, arguments);
                if (method.getName().equals("binaryConvolution")) {
                  sums.add(((Value.Sums) result).sums());
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public void close() {
    graph.close();
  }
}
