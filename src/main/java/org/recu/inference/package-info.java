/**
 * Trained models of any kind, opened from a path, and what they are for: classifying images and
 * being measured on a test set.
 *
 * <p>{@link org.recu.inference.Model} is where to start:
 *
 * <pre>{@code
 * try (Model model = Model.open(Path.of("results/first"), Device.cpu());
 *     TestSet test = model.testSet(TestSetOptions.of("cifar10").in(Path.of("data")))) {
 *   System.out.println(model.evaluate(test).top1());
 *   model.predict(List.of(Path.of("photo.jpg"))).forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>{@link org.recu.inference.ModelPath} knows the kinds of models and tells them apart; each kind
 * is a record of its own, such as {@link org.recu.inference.SavedModelPath}.
 */
package org.recu.inference;
