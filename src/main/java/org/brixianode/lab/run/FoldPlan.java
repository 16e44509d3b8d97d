package org.brixianode.lab.run;

import java.util.List;
import java.util.Optional;

/**
 * The folds that a cross-validation trains now.
 *
 * @param chosen folds to train, from 0
 * @param single the fold of the model's only network; empty if the networks of all folds are joined
 * @param joinsLater whether another run joins the networks
 */
public record FoldPlan(List<Integer> chosen, Optional<Integer> single, boolean joinsLater) {

    public FoldPlan {
        chosen = List.copyOf(chosen);
    }
}
