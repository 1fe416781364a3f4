package org.recu.lowering;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
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

/** TensorFlow's evaluation of a network in float32, with everything that it takes the sign of. */
public final class SignedEvaluation {

  private SignedEvaluation() {}

  /**
   * Evaluates one image.
   *
   * @param pixels (size, size, 3), uint8, RGB
   * @return what each sign is taken of, in order, and last the logits
   */
  public static List<float[]> of(TrainedNetwork trained, byte[] pixels) throws IOException {
    try (GraphSession graph = new GraphSession()) {
      int size = trained.network().imageSize();
      LiveParameters parameters =
          new LiveParameters(graph.ops(), trained.network().architecture().parameters(), 0);
      ImageInput images =
          ImageInput.create(graph.ops(), "images", size, trained.description().normalization());
      List<Operand<TFloat32>> operands = new ArrayList<>();
      Value logits =
          trained
              .network()
              .architecture()
              .lower(
                  recording(new Float32Evaluation(graph.ops(), parameters, new Recu()), operands),
                  new Value.Plain(images.normalized()));
      operands.add(logits.real());
      Session session = graph.open(Device.cpu());
      trained.weights().restore(graph.ops(), session, parameters.variables());
      try (TUint8 fed =
          TUint8.tensorOf(Shape.of(1, size, size, 3), DataBuffers.of(pixels, true, false))) {
        Session.Runner runner = session.runner().feed(images.pixels(), fed);
        operands.forEach(runner::fetch);
        try (Result result = runner.run()) {
          List<float[]> values = new ArrayList<>();
          for (int i = 0; i < operands.size(); i++) {
            values.add(NativeTensors.values((TFloat32) result.get(i)));
          }
          return values;
        }
      }
    }
  }

  /** The lowering itself, which also notes the operand of every sign. */
  @SuppressWarnings("unchecked") // a proxy's type is not known to the compiler
  private static Lowering<Value> recording(
      Float32Evaluation lowering, List<Operand<TFloat32>> operands) {
    return (Lowering<Value>)
        Proxy.newProxyInstance(
            SignedEvaluation.class.getClassLoader(),
            new Class<?>[] {Lowering.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("sign")) {
                operands.add(((Value) arguments[1]).real());
              }
              try {
                return method.invoke(lowering, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
