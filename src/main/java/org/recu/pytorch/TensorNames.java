package org.recu.pytorch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recu.pickle.PickleException;
import org.recu.pickle.PickleFunction;
import org.recu.pickle.PickledObject;

/** The functions and classes that a pickle makes its tensors with. */
final class TensorNames {

  private static final String OF_TYPE = "torch._tensor _rebuild_from_type_v2";

  /** Functions by module and name. */
  static final Map<String, PickleFunction> ALL = new LinkedHashMap<>();

  static {
    String utils = "torch._utils ";
    ALL.put(utils + "_rebuild_tensor", TensorNames::typed);
    ALL.put(utils + "_rebuild_tensor_v2", TensorNames::typed);
    ALL.put(utils + "_rebuild_tensor_v3", TensorNames::untyped);
    ALL.put(utils + "_rebuild_parameter", TensorNames::first);
    ALL.put(utils + "_rebuild_parameter_with_state", TensorNames::first);
    ALL.put(utils + "_rebuild_device_tensor_from_cpu_tensor", TensorNames::first);
    ALL.put(utils + "_rebuild_qtensor", TensorNames::quantised);
    ALL.put(utils + "_rebuild_sparse_tensor", TensorNames::sparse);
    ALL.put(utils + "_rebuild_meta_tensor_no_storage", arguments -> meta(arguments, 0));
    ALL.put(utils + "_rebuild_wrapper_subclass", arguments -> meta(arguments, 1));
    ALL.put(OF_TYPE, TensorNames::ofType);
    ALL.put("torch.nn.parameter Parameter", TensorNames::constructed);
    ALL.put("torch Tensor", TensorNames::constructed);
    for (String type :
        List.of("Float", "Double", "Half", "BFloat16", "Long", "Int", "Short", "Char", "Byte")) {
      ALL.put("torch %sTensor".formatted(type), TensorNames::constructed);
      ALL.put("torch.cuda %sTensor".formatted(type), TensorNames::constructed);
    }
  }

  private TensorNames() {}

  /** Takes (storage, offset, shape, strides), two arguments about gradients, and the bits. */
  private static Object typed(List<?> arguments) throws PickleException {
    return strided("_rebuild_tensor_v2", arguments, null, 6);
  }

  /** Takes the same, with the type of the elements before the bits. */
  private static Object untyped(List<?> arguments) throws PickleException {
    Object type = arguments.size() > 6 ? arguments.get(6) : null;
    return strided(
        "_rebuild_tensor_v3",
        arguments,
        type instanceof ElementType known ? known : ElementType.OTHER,
        7);
  }

  private static TorchTensor strided(
      String function, List<?> arguments, ElementType type, int bitsAt) throws PickleException {
    if (arguments.size() < 4
        || !(arguments.get(1) instanceof Long offset)
        || !(arguments.get(2) instanceof List<?> shape)
        || !(arguments.get(3) instanceof List<?> strides)) {
      throw unfit(function);
    }
    if (!(arguments.get(0) instanceof StorageView storage) || type == ElementType.OTHER) {
      return new ValuelessTensor(
          ElementType.OTHER, TorchTensor.numbers(shape), "a type unknown here");
    }
    StorageView view = type == null ? storage : storage.as(type);
    StridedTensor tensor =
        StridedTensor.over(view, offset, TorchTensor.numbers(shape), TorchTensor.numbers(strides));
    boolean negative =
        arguments.size() > bitsAt
            && arguments.get(bitsAt) instanceof Map<?, ?> bits
            && Boolean.TRUE.equals(bits.get("neg"));
    return negative ? tensor.negative() : tensor;
  }

  /** Takes the tensor, then what does not concern its numbers. */
  private static Object first(List<?> arguments) throws PickleException {
    if (arguments.isEmpty() || !(arguments.get(0) instanceof TorchTensor tensor)) {
      throw unfit("_rebuild_parameter");
    }
    return tensor;
  }

  /** Takes (function, class, its arguments, attributes): a tensor of a subclass. */
  private static Object ofType(List<?> arguments) throws PickleException {
    if (arguments.size() < 3
        || !(arguments.get(0) instanceof PickleFunction function)
        || !(arguments.get(2) instanceof List<?> own)
        || !(function instanceof PickledObject || makesPlainTensor(function))) {
      throw unfit("_rebuild_from_type_v2");
    }
    return function.call(own);
  }

  /**
   * Whether a function makes a tensor that is not itself of a subclass. Otherwise a list of
   * arguments that contains itself would be followed for ever, and functions that copy their
   * arguments could be called without being counted.
   */
  private static boolean makesPlainTensor(PickleFunction function) {
    return function != ALL.get(OF_TYPE) && ALL.containsValue(function);
  }

  private static Object quantised(List<?> arguments) throws PickleException {
    TorchTensor numbers = strided("_rebuild_qtensor", arguments, null, Integer.MAX_VALUE);
    return new ValuelessTensor(
        numbers.type(), numbers.shape(), "quantised, " + numbers.type().dtype());
  }

  /** Takes (layout, (indices..., values, shape[, whether coalesced])). */
  private static Object sparse(List<?> arguments) throws PickleException {
    if (arguments.size() != 2 || !(arguments.get(1) instanceof List<?> data)) {
      throw unfit("_rebuild_sparse_tensor");
    }
    ElementType type = ElementType.OTHER;
    for (Object part : data) {
      if (part instanceof TorchTensor tensor) {
        type = tensor.type(); // The values come last.
      } else if (part instanceof List<?> shape) {
        return new ValuelessTensor(type, TorchTensor.numbers(shape), "sparse");
      }
    }
    throw unfit("_rebuild_sparse_tensor");
  }

  /** Takes (type, shape, ...), perhaps after the class: a tensor without numbers. */
  private static Object meta(List<?> arguments, int from) throws PickleException {
    if (arguments.size() < from + 2 || !(arguments.get(from + 1) instanceof List<?> shape)) {
      throw unfit("_rebuild_meta_tensor_no_storage");
    }
    ElementType type = arguments.get(from) instanceof ElementType known ? known : ElementType.OTHER;
    return new ValuelessTensor(type, TorchTensor.numbers(shape), "a meta tensor, without numbers");
  }

  /** A class called as PyTorch 0.1 wrote it: with a tensor, or with nothing and a state to come. */
  private static Object constructed(List<?> arguments) {
    return !arguments.isEmpty() && arguments.get(0) instanceof TorchTensor tensor
        ? tensor
        : new UnbuiltTensor();
  }

  private static PickleException unfit(String function) {
    return PickleException.corrupt("arguments that do not fit torch's " + function);
  }
}
