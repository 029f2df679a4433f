package com.dotscience.deployer.routes;

/** Stands for the bean that reports everything again. */
public record ReportsAgain(Runnable then) {

    public void again() {
        then.run();
    }
}
