/**
 * The files that PyTorch's {@code torch.save} writes, read and written without PyTorch.
 *
 * <p>{@link org.recu.pytorch.PyTorchFile} finds the tensors of a checkpoint in both of the formats:
 * legacy (pickles, then the storages one after the other) and zip (from PyTorch 1.6). Nothing in a
 * file is run, and what it costs is bounded by its size: a tensor is a view of bytes of the file
 * until somebody asks for its numbers.
 */
package org.recu.pytorch;
