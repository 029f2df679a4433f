package com.dotscience.deployer;

import java.io.IOException;

/** The recipes of {@code docs/routes.md}, as they stand there. */
class RecipesTest extends RecipesContract {

    @Override
    Recipe recipe(String heading) throws IOException {
        return Recipe.of(heading);
    }
}
