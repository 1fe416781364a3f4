/**
 * What a data set is: a {@link org.recu.data.Dataset} of two {@link org.recu.data.Split}s of
 * records, a {@link org.recu.data.Mapping} that turns a record into the image a network sees, and a
 * {@link org.recu.data.DataSource} that says which set to read from where.
 *
 * <p>The sub-packages hold the kinds of sets ({@code cifar}, {@code shapes}, {@code folders} over
 * {@code images}), their list ({@code catalog}), the way to native tensors ({@code pipeline}) and
 * {@code download}. They know this package; it knows none of them.
 */
package org.recu.data;
