package org.recu.inference;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recu.binarize.Recu;
import org.recu.checkpoint.ModelDescription;
import org.recu.graph.Device;
import org.recu.graph.FrozenValues;
import org.recu.graph.FullTrace;
import org.recu.graph.GraphSession;
import org.recu.graph.ImageInput;
import org.recu.graph.LiveParameters;
import org.recu.graph.Variable;
import org.recu.lowering.Tower;
import org.recu.model.Network;
import org.recu.nn.Architecture;
import org.recu.weights.TrainedNetwork;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.StepStats;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** A trained network over variables, as in validation during training. */
public final class NetworkClassifier implements TracedClassifier {

  private final GraphSession graph;
  private final Session session;
  private final LiveParameters parameters;
  private final ImageInput images;
  private final Architecture architecture;
  private final Operand<TFloat32> logits;

  /** On the CPU; a GPU takes a batch as a whole. */
  private final Optional<BatchShares> shares;

  /**
   * Builds the network and restores its weights.
   *
   * @throws IOException if the weights cannot be read or are not the network's
   */
  public static NetworkClassifier of(TrainedNetwork trained, Device device) throws IOException {
    return GraphSession.build(graph -> new NetworkClassifier(graph, trained, device));
  }

  private NetworkClassifier(GraphSession graph, TrainedNetwork trained, Device device)
      throws IOException {
    this.graph = graph;
    Network network = trained.network();
    architecture = network.architecture();
    ModelDescription description = trained.description();
    Ops tf = graph.ops();
    parameters = new LiveParameters(tf, architecture.parameters(), 0);
    images = ImageInput.create(tf, "images", network.imageSize(), description.normalization());
    logits = Tower.evaluation(tf, parameters, new Recu()).logits(architecture, images.normalized());
    session = graph.open(device);
    shares = device.gpu().isPresent() ? Optional.empty() : Optional.of(new BatchShares());
    trained.weights().restore(tf, session, parameters.variables());
  }

  @Override
  public TFloat32 logits(TUint8 pixels) {
    return shares.isPresent() ? shares.get().logits(pixels, this::whole) : whole(pixels);
  }

  private TFloat32 whole(TUint8 pixels) {
    return (TFloat32) session.runner().feed(images.pixels(), pixels).fetch(logits).run().get(0);
  }

  /** Whether it has layers of binary weights and activations, and all of them can count bits. */
  boolean countsBits() {
    return !architecture.binaryConvolutions().isEmpty() && Tower.countsBits(architecture);
  }

  @Override
  public StepStats trace(TUint8 pixels) {
    return FullTrace.run(session.runner().feed(images.pixels(), pixels).fetch(logits));
  }

  /**
   * The values that an evaluation needs: parameters by name, and in place of each latent weight its
   * signs, under the name given to {@link org.recu.graph.Parameters#derived}.
   *
   * @return the values, to be closed by the caller
   */
  public FrozenValues freeze() {
    Map<String, Operand<TFloat32>> operands = new LinkedHashMap<>();
    for (Variable variable : parameters.variables()) {
      operands.put(variable.parameter().name(), variable.value());
    }
    parameters.derived().forEach(operands::put);
    List<String> names = new ArrayList<>(operands.keySet());
    Session.Runner runner = session.runner();
    operands.values().forEach(runner::fetch);
    Result result = runner.run();
    return new FrozenValues(names, result);
  }

  @Override
  public void close() {
    shares.ifPresent(BatchShares::close);
    graph.close();
  }
}
