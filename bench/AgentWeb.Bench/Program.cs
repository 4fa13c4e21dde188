Console.WriteLine("AgentWeb.Bench");
