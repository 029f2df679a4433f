package com.dotscience.system;

import com.dotscience.testing.GatewayApi;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;

@NeedsControlPlane
class CanaryOnRealControlPlaneTest extends CanaryTest {

    CanaryOnRealControlPlaneTest(RealControlPlane plane) {
        super(TestCluster.in(plane));
        GatewayApi.install(plane.client());
    }
}
