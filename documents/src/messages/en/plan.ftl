### Development plans.
