package org.recu.packed;

import static org.recu.packed.proto.OperationMessage.KindCase.SUM;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.recu.packed.proto.ImageMessage;
import org.recu.packed.proto.NetworkMessage;
import org.recu.packed.proto.OperationMessage;

/**
 * Checks every number of a network before anything is allocated for it, and works out the shape of
 * each value.
 */
final class NetworkReader {

  /** The greatest height and width of images, in pixels. */
  private static final int GREATEST_IMAGE = 8192;

  /** The most operations; the largest network here has some 200. */
  private static final int MOST_OPERATIONS = 10_000;

  private static final int COLOURS = 3;

  private final NetworkMessage network;
  private final FieldChecks checks;
  private final ShapeRules rules;
  private final OperationRules operations;
  private final List<Shape> shapes = new ArrayList<>();

  private NetworkReader(String file, NetworkMessage network) {
    this.network = network;
    checks = new FieldChecks(file);
    rules = new ShapeRules(file, checks);
    operations = new OperationRules(file, checks, rules);
  }

  /**
   * The operations of a network.
   *
   * @param file its name, for messages
   * @throws IOException if sizes are out of range, do not fit each other or need more than the Java
   *     heap; the message names file and field
   */
  static List<Node> nodes(String file, NetworkMessage network) throws IOException {
    return new NetworkReader(file, network).read();
  }

  private List<Node> read() throws IOException {
    ImageMessage image = network.getImage();
    check(image);
    checks.range("operations", network.getOperationsCount(), 0, MOST_OPERATIONS);
    shapes.add(rules.shape("image", image.getSize(), image.getSize(), COLOURS));
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < network.getOperationsCount(); i++) {
      nodes.add(node(i, network.getOperations(i)));
    }
    checks.require(!nodes.isEmpty(), "operations", 0, "at least one");
    Shape last = shapes.get(nodes.size());
    checks.require(
        last.pixels() == 1, nodes.get(nodes.size() - 1).field(), last, "one logit a class");
    int names = network.getClassNamesCount();
    checks.require(names == 0 || names == last.channels(), "class_names", names, last.channels());
    return nodes;
  }

  private void check(ImageMessage image) throws IOException {
    int size = image.getSize();
    checks.range("image.size", size, 1, GREATEST_IMAGE);
    checks.range("image.short_side", image.getShortSide(), size, GREATEST_IMAGE);
    checks.count("image.mean", image.getMeanCount(), COLOURS);
    checks.count("image.standard_deviation", image.getStandardDeviationCount(), COLOURS);
    for (int i = 0; i < COLOURS; i++) {
      checks.require(
          Double.isFinite(image.getMean(i)), "image.mean", image.getMean(i), "a finite number");
      double deviation = image.getStandardDeviation(i);
      checks.require(
          Double.isFinite(deviation) && (float) (255 * deviation) > 0,
          "image.standard_deviation",
          deviation,
          "a number above 0");
    }
  }

  private Node node(int index, OperationMessage message) throws IOException {
    String field = Node.field(index, message);
    int wanted = message.getKindCase() == SUM ? 2 : 1;
    List<Integer> inputs =
        message.getInputsCount() == 0 && wanted == 1 ? List.of(index) : message.getInputsList();
    String inputsField = Node.operation(index) + ".inputs";
    checks.count(inputsField, inputs.size(), wanted);
    List<Shape> taken = new ArrayList<>(wanted);
    for (int input : inputs) {
      checks.range(inputsField, input, 0, index);
      taken.add(shapes.get(input));
    }
    Shape output = operations.output(field, message, taken);
    shapes.add(output);
    return new Node(index + 1, inputs, output, message);
  }
}
