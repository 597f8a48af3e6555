"""Works out local connection from an exact or a remembered history."""
