package org.recu.pytorch;

import java.util.List;
import java.util.Optional;
import org.recu.pickle.PickleException;
import org.recu.pickle.PickleState;

/** A tensor that gets its storage as a state, as the first versions of PyTorch wrote it. */
final class UnbuiltTensor implements PickleState {

  private TorchTensor tensor;

  /** The tensor; empty if the pickle never set its state. */
  Optional<TorchTensor> tensor() {
    return Optional.ofNullable(tensor);
  }

  /** Takes (storage, offset, shape, strides), or (tensor, four things about gradients). */
  @Override
  public void set(Object state) throws PickleException {
    if (state instanceof List<?> parts && !parts.isEmpty()) {
      if (parts.get(0) instanceof TorchTensor data) {
        tensor = data;
      } else if (parts.get(0) instanceof UnbuiltTensor data) {
        tensor = data.tensor;
      } else if (parts.size() == 4
          && parts.get(0) instanceof StorageView view
          && parts.get(1) instanceof Long offset
          && parts.get(2) instanceof List<?> shape
          && parts.get(3) instanceof List<?> strides) {
        tensor = TorchTensor.view(view, offset, shape, strides);
      }
    }
  }
}
