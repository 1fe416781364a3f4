/**
 * The files that PyTorch's {@code torch.save} writes, read and written without PyTorch.
 *
 * <p>{@link org.recu.pytorch.PyTorchFile} reads the tensors of a checkpoint in both formats: legacy
 * (pickles, then the storages one after another) and zip (since PyTorch 1.6). No code in a file is
 * run, and the cost of reading it is bounded by its size: a tensor is a view of the file's bytes
 * until its numbers are requested.
 */
package org.recu.pytorch;
