using AgentWeb.Core.Startup;

namespace AgentWeb.Hosting;

/// <summary>Answers 503 until the server is ready, so that nothing is accepted before the jobs of the last run are settled, and again while it stops.</summary>
internal static class ReadinessGate
{
    /// <summary>Lets the question whether the process lives through at any time, and everything else once ready.</summary>
    public static void UseReadinessGate(this WebApplication app)
    {
        var readiness = app.Services.GetRequiredService<Readiness>();
        var stopping = app.Lifetime.ApplicationStopping;
        app.Use((context, next) =>
        {
            if ((readiness.IsReady && !stopping.IsCancellationRequested) || context.Request.Path.Equals(Health.LivePath, StringComparison.OrdinalIgnoreCase))
            {
                return next(context);
            }

            context.Response.Headers.RetryAfter = "1";
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
    }
}
