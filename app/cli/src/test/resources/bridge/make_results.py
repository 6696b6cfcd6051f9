"""Fits linear models of statsmodels to data that are made here; saves them with their rows."""

import numpy
import pandas
import statsmodels.api as sm

draw = numpy.random.default_rng(3)
rows = pandas.DataFrame(draw.normal(size=(600, 3)), columns=["age", "income", "rooms"])
total = 0.4 * rows["age"] - 1.3 * rows["income"] + 0.2 * rows["rooms"] - 0.5
rows.assign(y=total).to_csv("rows.csv", index=False)
design = sm.add_constant(rows)
noise = draw.normal(size=600) / 10
counts = draw.poisson(numpy.exp(total))
chosen = (draw.random(600) < 1 / (1 + numpy.exp(-total))).astype(float)
families = sm.families
results = {
    "ols": sm.OLS(total + noise, design).fit(),
    "logit": sm.Logit(chosen, design).fit(disp=0),
    "poisson": sm.GLM(counts, design, family=families.Poisson()).fit(),
    "gamma": sm.GLM(numpy.exp(total + noise), design,
                    family=families.Gamma(link=families.links.Log())).fit(),
    "cloglog": sm.GLM(chosen, design, family=families.Binomial(link=families.links.CLogLog())).fit(),
    "probit": sm.Probit(chosen, design).fit(disp=0),
}
for name, result in results.items():
    result.save(f"{name}.pickle")
