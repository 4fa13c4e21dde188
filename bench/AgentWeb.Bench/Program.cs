using AgentWeb.Bench.Database;
using AgentWeb.Bench.Latency;
using AgentWeb.Bench.Page;
using AgentWeb.Bench.Streaming;

// Each command is a class of its own; its name is the first argument.
return args switch
{
    ["stream", .. var rest] => await StreamCommand.RunAsync(rest),
    ["latency", .. var rest] => await LatencyCommand.RunAsync(rest),
    ["page", .. var rest] => await PageCommand.RunAsync(rest),
    ["database", .. var rest] => await DatabaseCommand.RunAsync(rest),
    ["bare-proxy", .. var rest] => await BareProxy.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        AgentWeb.Bench measures and says what it measured. Build it with -c Release, and let nothing else run meanwhile.

          stream [kind]                                                 processor time and circuit bytes of a long reply
          latency [--repeat 3] [--only steady,first,burst,cost,crowd]   from the model server's write to the page, beside a bare page
          page [--repeat 5]                                             first visit, and start of the server
          database [--messages 1000000] [--jobs 10000] [--repeat 500]   use cases on a large SQLite file, and at a tenth of it
        """);
    return 2;
}
